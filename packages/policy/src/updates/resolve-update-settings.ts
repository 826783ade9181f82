import type { Reason, Source } from "../reasons/reason.js"
import type { DeviceGroup, EffectiveGroup, LostSetting } from "./device-group.js"
import type { EffectiveSetting } from "./effective-setting.js"
import { groupSource } from "./group-source.js"
import { accountIndex, type GroupTree } from "./group-tree.js"
import {
  type ResolveUpdateSettingsInput,
  resolveUpdates,
  settingOf,
  type UpdateResolution,
} from "./update-resolution.js"
import type { AccountUpdates } from "./update-settings.js"

/** The answer of {@link resolveUpdateSettings}. */
export interface ResolvedUpdateSettings {
  /** What the account's own setting comes to; machines in no group follow it. */
  readonly account: EffectiveSetting
  /** Each group, in the order given. */
  readonly groups: readonly EffectiveGroup[]
  /** What is wrong with the tree or odd about a setting, each once. */
  readonly problems: readonly Reason[]
}

const maxLost = 100

/**
 * Works out which build each device group's clients are set to, and why: its own setting, else the nearest one on its
 * path to the account, else the account's. A locked setting holds for everything below it, whatever is set there; of
 * several locks on a path the one nearest to the account holds.
 *
 * A group whose path is broken (a cycle, a missing parent, a duplicate id) is `unknown`, whatever it is set to itself;
 * the others still resolve. A setting that cannot be read makes its group `unknown`, and what lies in it, since it may
 * have been a lock; what is no group is `unknown` too. The cost is O(groups + builds) at any depth: `source` and `lost`
 * of a group are worked out when they are read, `lost` names at most 100 settings, and no path more than 20 groups.
 *
 * @example
 * ```ts
 * const { groups } = resolveUpdateSettings({ updates: { mode: "frequent" }, groups: mine, catalogue, minimum, now })
 * for (const { group, standing, source } of groups) console.log(group.name, standing, source.kind)
 * ```
 */
export function resolveUpdateSettings(input: ResolveUpdateSettingsInput): ResolvedUpdateSettings {
  const resolution = resolveUpdates(input)
  const { tree, account, own } = resolution
  const problems = new Set<Reason>(account.reasons)
  for (const fault of tree.faults) if (fault !== undefined) problems.add(fault)
  for (const setting of own) for (const reason of setting?.reasons ?? []) problems.add(reason)
  return {
    account,
    groups: tree.groups.map((_, index) => effectiveGroup(resolution, input.updates, index)),
    problems: [...problems],
  }
}

/** Describes one group of a resolution. */
export function effectiveGroup(resolution: UpdateResolution, account: AccountUpdates, index: number): EffectiveGroup {
  const { tree } = resolution
  const { effective, floor, standing } = settingOf(resolution, index)
  return {
    group: tree.groups[index] as DeviceGroup,
    effective,
    floor,
    standing,
    get source() {
      return sourceOf(tree, index)
    },
    get lost() {
      return lostSettings(tree, index, account)
    },
  }
}

/** Finds where a group's setting comes from. A broken path is not walked. */
export function sourceOf(tree: GroupTree, index: number): Source {
  const owner = tree.faults[index] === undefined ? (tree.owners[index] as number) : index
  return owner === accountIndex ? { kind: "account" } : groupSource(tree, index, owner)
}

/** Goes from setting to setting, not from group to group: a path may be as long as there are groups. */
function lostSettings(tree: GroupTree, index: number, account: AccountUpdates): readonly LostSetting[] {
  if (tree.faults[index] !== undefined) return []
  const owner = tree.owners[index] as number
  const lost: LostSetting[] = []
  let why: LostSetting["why"] = "locked"
  for (let at = tree.settings[index] as number; at !== accountIndex; at = settingAbove(tree, at)) {
    if (at === owner) why = "overridden"
    else {
      const { updates } = tree.groups[at] as DeviceGroup
      lost.push({ source: groupSource(tree, index, at), updates, why })
    }
    if (lost.length === maxLost) return lost
  }
  return owner === accountIndex ? lost : [...lost, { source: { kind: "account" }, updates: account, why }]
}

function settingAbove({ parents, settings }: GroupTree, index: number): number {
  const parent = parents[index] as number
  return parent === accountIndex ? accountIndex : (settings[parent] as number)
}
