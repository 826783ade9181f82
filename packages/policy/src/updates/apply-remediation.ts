import { createReason, type Refused, refuse } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import type { Remediation } from "./remediation.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, sameUpdates } from "./update-settings.js"

/** What {@link applyRemediation} needs. */
export interface ApplyRemediationInput extends UpdateSettings {
  /** The plan, as {@link checkReadiness} made it. */
  readonly remediation: Remediation
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
 * Makes the changes of a plan, all or none.
 *
 * @returns `applied` with what to save, or `refused` (`changed-meanwhile`) when a setting is no longer what the plan was made for
 */
export function applyRemediation({
  updates,
  groups,
  remediation,
}: ApplyRemediationInput): AppliedRemediation | Refused {
  const current = new Map(groups.map((group) => [group.id, group]))
  const changed = new Map<string, DeviceGroup>()
  let account = updates
  for (const { target, from, to } of remediation.changes) {
    if (target.kind === "account") {
      if (!sameUpdates(account, from) || to.mode === "inherit") return changedMeanwhile(remediation)
      account = to
      continue
    }
    const group = changed.get(target.groupId) ?? current.get(target.groupId)
    if (group === undefined || !sameUpdates(group.updates, from)) return changedMeanwhile(remediation)
    changed.set(group.id, { ...group, updates: to })
  }
  return { kind: "applied", updates: account, changedGroups: [...changed.values()] }
}

function changedMeanwhile({ basedOnVersion }: Remediation): Refused {
  return refuse(createReason("changed-meanwhile", { version: basedOnVersion }, { kind: "account" }))
}
