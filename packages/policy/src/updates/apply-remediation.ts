import { createReason, type Refused, refuse } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import type { Remediation } from "./remediation.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, sameUpdates } from "./update-settings.js"

/** What {@link applyRemediation} needs. */
export interface ApplyRemediationInput extends UpdateSettings {
  /** The plan, as {@link checkReadiness} made it. */
  readonly remediation: Remediation
  /** The version of the settings and groups as they are now. */
  readonly version: number
}

/** The settings after a plan. */
export interface AppliedRemediation {
  /** Discriminates the answer. */
  readonly kind: "applied"
  /** The account's setting. */
  readonly updates: AccountUpdates
  /** The groups that changed, in the order of the plan; the others stay as they are. */
  readonly changedGroups: readonly DeviceGroup[]
}

/**
 * Makes the changes of a plan, all or none. It saves nothing, and does not ask whether the account is ready then; a
 * plan that {@link checkReadiness} made for these very settings makes it so.
 *
 * @returns `applied` with what to save, or `refused` (`changed-meanwhile`, with the present version) when the settings
 * are of another version than the plan, or one of them is not what the plan was made for
 *
 * @example
 * ```ts
 * const applied = applyRemediation({ updates, groups, remediation, version })
 * if (applied.kind === "applied") await save(applied.updates, applied.changedGroups)
 * else showMessage(explainVerdict(applied))
 * ```
 */
export function applyRemediation(input: ApplyRemediationInput): AppliedRemediation | Refused {
  const { updates, groups, remediation, version } = input
  const changedMeanwhile = refuse(createReason("changed-meanwhile", { version }, { kind: "account" }))
  // What lies about a setting may have changed too, and then its change may not be enough, or too much.
  if (remediation.basedOnVersion !== version) return changedMeanwhile

  const current = new Map(groups.map((group) => [group.id, group]))
  const changed = new Map<string, DeviceGroup>()
  let account = updates
  for (const { target, from, to } of remediation.changes) {
    if (target.kind === "account") {
      if (!sameUpdates(account, from) || to.mode === "inherit") return changedMeanwhile
      account = to
      continue
    }
    const group = changed.get(target.groupId) ?? current.get(target.groupId)
    if (group === undefined || !sameUpdates(group.updates, from)) return changedMeanwhile
    changed.set(group.id, { ...group, updates: to })
  }
  return { kind: "applied", updates: account, changedGroups: [...changed.values()] }
}
