import type { Reason, Source } from "../reasons/reason.js"
import type { EffectiveGroup, LostSetting } from "./device-group.js"
import type { EffectiveSetting } from "./effective-setting.js"
import { accountIndex, type GroupTree, idAt, walkUp } from "./group-tree.js"
import { type ResolveUpdateSettingsInput, resolveUpdates, settingOf } from "./update-resolution.js"
import type { AccountUpdates } from "./update-settings.js"

/** The answer of {@link resolveUpdateSettings}. */
export interface ResolvedUpdateSettings {
  /** What the account's own setting comes to. */
  readonly account: EffectiveSetting
  /** Each group, in the order given. */
  readonly groups: readonly EffectiveGroup[]
  /** What is wrong with the tree or odd about a setting, each once. */
  readonly problems: readonly Reason[]
}

const maxLost = 100

/**
 * Works out which build each device group's clients are set to, and why: its own setting, else the nearest one on its path
 * to the account, else the account's.
 *
 * A group whose path is broken (a cycle, a missing parent, a duplicate id) is `unknown`, whatever it is set to itself; the
 * others still resolve. The cost is O(groups + builds) at any depth: `source` and `lost` of a group are worked out when they
 * are read, and `lost` names at most 100 settings.
 */
export function resolveUpdateSettings(input: ResolveUpdateSettingsInput): ResolvedUpdateSettings {
  const resolution = resolveUpdates(input)
  const { tree, account, own } = resolution
  const problems = new Set<Reason>(account.reasons)
  for (const index of tree.groups.keys()) {
    const fault = tree.faults[index]
    if (fault !== undefined) problems.add(fault)
    for (const reason of own[index]?.reasons ?? []) problems.add(reason)
  }
  const groups = tree.groups.map((group, index): EffectiveGroup => {
    const { effective, standing } = settingOf(resolution, index)
    return {
      group,
      effective,
      standing,
      get source() {
        return sourceOf(tree, index)
      },
      get lost() {
        return lostSettings(tree, index, input.updates)
      },
    }
  })
  return { account, groups, problems: [...problems] }
}

/** Finds where a group's setting comes from. A broken path is not walked. */
export function sourceOf(tree: GroupTree, index: number): Source {
  const owner = tree.faults[index] === undefined ? (tree.owners[index] as number) : index
  return owner === accountIndex ? { kind: "account" } : groupSource(tree, walkUp(tree, index, owner))
}

function lostSettings(tree: GroupTree, index: number, account: AccountUpdates): readonly LostSetting[] {
  const owner = tree.owners[index] as number
  if (tree.faults[index] !== undefined || owner === accountIndex) return []
  const lost: LostSetting[] = []
  const path = [...walkUp(tree, index, owner)]
  for (let at = tree.parents[owner] as number; at !== accountIndex; at = tree.parents[at] as number) {
    path.push(at)
    const updates = tree.groups[at]?.updates
    if (updates === undefined || updates.mode === "inherit") continue
    lost.push({ source: groupSource(tree, path), updates })
    if (lost.length === maxLost) return lost
  }
  return [...lost, { source: { kind: "account" }, updates: account }]
}

function groupSource(tree: GroupTree, path: readonly number[]): Source {
  const ids = path.map((at) => idAt(tree.groups, at))
  return { kind: "group", groupId: ids.at(-1) as string, path: ids }
}
