import { refuseFirst } from "../reasons/listed-reasons.js"
import { createReason, type Reason, type Refused, refuse } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import { findPlaces, ownSource } from "./group-places.js"
import { readGroups } from "./readable-groups.js"
import type { Remediation } from "./remediation.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, inherits, isReadableSetting, sameUpdates } from "./update-settings.js"

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
 * @returns `applied` with what to save; or `refused`: `changed-meanwhile`, with the present version, when the settings
 * are of another version than the plan, or one of them is not what the plan was made for; `updates-malformed` for what
 * the plan would set and cannot be read, the first 100
 *
 * @example
 * ```ts
 * const applied = applyRemediation({ updates, groups, remediation, version })
 * if (applied.kind === "applied") await save(applied.updates, applied.changedGroups)
 * else showMessage(explainVerdict(applied))
 * ```
 */
export function applyRemediation(input: ApplyRemediationInput): AppliedRemediation | Refused {
  const { updates, remediation, version } = input
  const changedMeanwhile = refuse(createReason("changed-meanwhile", { version }, { kind: "account" }))
  // What lies about a setting may have changed too, and then its change may not be enough, or too much.
  if (remediation.basedOnVersion !== version) return changedMeanwhile

  const groups = readGroups(input.groups)
  const { first, twins } = findPlaces(groups)
  const changed = new Map<string, DeviceGroup>()
  const malformed: Reason[] = []
  let account = updates
  let isStale = false
  for (const { target, from, to } of remediation.changes) {
    if (target.kind === "account") {
      if (!isReadableSetting(to) || inherits(to)) malformed.push(createReason("updates-malformed", {}, target))
      else if (sameUpdates(account, from)) account = to
      else isStale = true
      continue
    }
    const { groupId } = target
    const group = changed.get(groupId) ?? groups[first.get(groupId) ?? groups.length]
    if (!isReadableSetting(to)) malformed.push(createReason("updates-malformed", {}, ownSource(groupId)))
    // No plan names an id that comes twice.
    else if (group === undefined || twins.has(groupId) || !sameUpdates(group.updates, from)) isStale = true
    else changed.set(groupId, { ...group, updates: to })
  }
  if (isStale && malformed.length === 0) return changedMeanwhile
  return refuseFirst(malformed) ?? { kind: "applied", updates: account, changedGroups: [...changed.values()] }
}
