import type { Build } from "../builds/build.js"
import { requiredBuild } from "../builds/catalogue.js"
import { accountIndex } from "./group-tree.js"
import type { Remediation, SettingChange, SettingTarget } from "./remediation.js"
import { type ResolveUpdateSettingsInput, settingOf, type UpdateResolution } from "./update-resolution.js"
import type { AccountUpdates, GroupUpdates } from "./update-settings.js"

/** What a plan is made from. */
export interface PlanRemediationInput extends ResolveUpdateSettingsInput {
  readonly minimum: Build
  readonly version: number
}

/**
 * Plans the fewest setting changes after which every group meets the minimum.
 *
 * A group follows one setting, so each setting that leads a group below the minimum has to change: a group's own, because the
 * group itself follows it; the account's, because changing it is the one change that serves every group which follows it. One
 * change for each is therefore the fewest, and it is enough: the account is pinned to the required build, and a group inherits
 * wherever what it would inherit then meets the minimum (the recommended way), else it is pinned.
 *
 * @returns `null` when no build will do, or when a broken path keeps a group from the minimum whatever the settings are
 */
export function planRemediation(resolution: UpdateResolution, input: PlanRemediationInput): Remediation | null {
  const { tree, account, own } = resolution
  const required = requiredBuild(input.catalogue, input.minimum, input.now)
  if (required === null || tree.faults.some((fault) => fault !== undefined)) return null

  const fixes = countFixes(resolution)
  const pin: AccountUpdates = { mode: "infrequent", build: required }
  const change = (owner: number, target: SettingTarget, from: GroupUpdates, to: GroupUpdates): SettingChange[] => {
    const fixed = fixes.get(owner)
    return fixed === undefined ? [] : [{ target, from, to, fixes: fixed }]
  }
  const accountWillMeet = account.standing === "meets" || fixes.has(accountIndex)

  const changes = input.groups.flatMap((group, index) => {
    if (own[index] === undefined) return []
    const parent = tree.parents[index] as number
    const inherited = parent === accountIndex ? accountIndex : (tree.owners[parent] as number)
    // A group's own setting further up meets the minimum already, or is changed by this plan.
    const canInherit = inherited !== accountIndex || accountWillMeet
    return change(index, { kind: "group", groupId: group.id }, group.updates, canInherit ? { mode: "inherit" } : pin)
  })
  return {
    changes: [...change(accountIndex, { kind: "account" }, input.updates, pin), ...changes],
    basedOnVersion: input.version,
  }
}

/** Counts, for each setting that leads groups below the minimum, the groups that it does so to. */
function countFixes(resolution: UpdateResolution): ReadonlyMap<number, number> {
  const fixes = new Map<number, number>()
  for (const [index, owner] of resolution.tree.owners.entries()) {
    if (settingOf(resolution, index).standing !== "meets") fixes.set(owner, (fixes.get(owner) ?? 0) + 1)
  }
  return fixes
}
