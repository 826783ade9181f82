import type { Minimum } from "../builds/minimum.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { buildToPin } from "./build-to-pin.js"
import type { DeviceGroup } from "./device-group.js"
import { accountIndex } from "./group-tree.js"
import type { Remediation, SettingChange, SettingTarget } from "./remediation.js"
import { followersOf, type ResolveUpdateSettingsInput, type UpdateResolution } from "./update-resolution.js"
import { type AccountUpdates, type GroupUpdates, isLocked, isReadableSetting } from "./update-settings.js"

const inherit: GroupUpdates = Object.freeze({ mode: "inherit" })

/** What a plan is made from. */
export interface PlanRemediationInput extends ResolveUpdateSettingsInput {
  readonly minimum: Minimum
  readonly version: number
}

/** A plan, and what the admin should know about it. */
export interface PlannedRemediation {
  /** The plan. */
  readonly remediation: Remediation
  /** `build-to-be-withdrawn`, when the plan pins a build that will not stay. */
  readonly warnings: readonly Reason[]
}

/**
 * Plans the fewest setting changes after which every group meets the minimum, locks left as they are.
 *
 * A group follows one setting, so each setting that leads a group below the minimum has to change: a group's own,
 * because the group itself follows it; the account's, because changing it is the one change that serves every group
 * which follows it. One change for each is therefore the fewest, and it is enough: the account is pinned to a build
 * that will do, and a group inherits wherever what it would inherit then meets the minimum (the recommended way), else
 * it is pinned. A locked setting stays locked, so it is pinned too: what lies below it was hidden, and may be
 * anything.
 *
 * @returns `null` when no build will do, when a broken path keeps a group from the minimum whatever the settings are,
 * or when a setting to change cannot be read: a change names what it changes
 */
export function planRemediation(resolution: UpdateResolution, input: PlanRemediationInput): PlannedRemediation | null {
  const { tree, account, own } = resolution
  const required = buildToPin(input, input.minimum)
  if (required === null || tree.faults.some((fault) => fault !== undefined)) return null
  const { build, withdrawnAt } = required

  const pin = (from: GroupUpdates): AccountUpdates => {
    return { mode: "infrequent", build, ...(isLocked(from) ? { lock: true } : {}) }
  }
  const changes: SettingChange[] = []
  const change = (target: SettingTarget, from: GroupUpdates, to: GroupUpdates, fixes: number) => {
    changes.push({ target, from, to, fixes })
  }

  const following = followersOf(resolution, accountIndex)
  const accountChanges = account.standing !== "meets" && following > 0
  if (accountChanges) change({ kind: "account" }, input.updates, pin(input.updates), following)
  own.forEach((setting, index) => {
    if (setting === undefined || setting.standing === "meets") return
    const fixes = followersOf(resolution, index)
    if (fixes === 0) return
    const { id, updates } = tree.groups[index] as DeviceGroup
    const parent = tree.parents[index] as number
    const inherited = parent === accountIndex ? accountIndex : (tree.owners[parent] as number)
    // A group's own setting further up meets the minimum already, or is changed by this plan.
    const inheritedWillMeet = inherited !== accountIndex || account.standing === "meets" || accountChanges
    const inherits = inheritedWillMeet && !isLocked(updates)
    change({ kind: "group", groupId: id }, updates, inherits ? inherit : pin(updates), fixes)
  })
  if (!changes.every(({ from }) => isReadableSetting(from))) return null
  const pins = changes.some(({ to }) => to.mode === "infrequent")
  return {
    remediation: { changes, basedOnVersion: input.version },
    warnings:
      withdrawnAt !== null && pins
        ? [createReason("build-to-be-withdrawn", { build, withdrawnAt }, { kind: "product" })]
        : [],
  }
}
