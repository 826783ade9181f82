import { requiredBuild } from "../builds/catalogue.js"
import type { Minimum } from "../builds/minimum.js"
import type { DeviceGroup } from "./device-group.js"
import { accountIndex } from "./group-tree.js"
import type { Remediation, SettingChange, SettingTarget } from "./remediation.js"
import { followersOf, type ResolveUpdateSettingsInput, type UpdateResolution } from "./update-resolution.js"
import { type AccountUpdates, type GroupUpdates, isLocked } from "./update-settings.js"

const inherit: GroupUpdates = Object.freeze({ mode: "inherit" })

/** What a plan is made from. */
export interface PlanRemediationInput extends ResolveUpdateSettingsInput {
  readonly minimum: Minimum
  readonly version: number
}

/**
 * Plans the fewest setting changes after which every group meets the minimum, locks left as they are.
 *
 * A group follows one setting, so each setting that leads a group below the minimum has to change: a group's own, because the
 * group itself follows it; the account's, because changing it is the one change that serves every group which follows it. One
 * change for each is therefore the fewest, and it is enough: the account is pinned to the required build, and a group inherits
 * wherever what it would inherit then meets the minimum (the recommended way), else it is pinned. A locked setting stays
 * locked, so it is pinned too: what lies below it was hidden, and may be anything.
 *
 * @returns `null` when no build will do, or when a broken path keeps a group from the minimum whatever the settings are
 */
export function planRemediation(resolution: UpdateResolution, input: PlanRemediationInput): Remediation | null {
  const { tree, account, own } = resolution
  const required = requiredBuild(input.catalogue, input.minimum, input.now)
  if (required === null || tree.faults.some((fault) => fault !== undefined)) return null

  const pin = (from: GroupUpdates): AccountUpdates => {
    return { mode: "infrequent", build: required, ...(isLocked(from) ? { lock: true } : {}) }
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
  return { changes, basedOnVersion: input.version }
}
