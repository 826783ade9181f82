import type { Reason } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import { type BuildFacts, createSettingReader, type EffectiveSetting } from "./effective-setting.js"
import { ownSource } from "./group-places.js"
import { accountIndex, type GroupTree, growTree } from "./group-tree.js"
import { type AccountUpdates, inherits, isLocked } from "./update-settings.js"

/** An account's update settings, as admins made them. */
export interface UpdateSettings {
  /** The account's own setting. */
  readonly updates: AccountUpdates
  /** Its device groups, in any order. */
  readonly groups: readonly DeviceGroup[]
  /** Whether machines may be in no group: they follow the account's setting, like a group that inherits. Absent: no. */
  readonly ungrouped?: boolean | undefined
}

/** What to resolve, and by which facts of the vendor. */
export interface ResolveUpdateSettingsInput extends UpdateSettings, BuildFacts {}

/** Every setting worked out once; what counts for a group is found by {@link settingOf}. */
export interface UpdateResolution {
  /** The groups and their paths. */
  readonly tree: GroupTree
  /** The account's setting. */
  readonly account: EffectiveSetting
  /** The groups' own settings by position; `undefined` for a group that inherits. */
  readonly own: readonly (EffectiveSetting | undefined)[]
  /** How many groups follow each setting, by position; the account's is last. Groups with a broken path follow none. */
  readonly followers: Int32Array
}

/** Works out every setting in one pass: O(groups + builds). */
export function resolveUpdates({
  updates,
  groups,
  ungrouped = false,
  ...facts
}: ResolveUpdateSettingsInput): UpdateResolution {
  const read = createSettingReader(facts)
  const tree = growTree(groups, isLocked(updates))
  const own = new Array<EffectiveSetting | undefined>(tree.groups.length).fill(undefined)
  tree.groups.forEach(({ id, updates: setting }, index) => {
    if (!inherits(setting)) own[index] = read(setting, () => ownSource(id))
  })
  const account = read(updates, () => ({ kind: "account" }))
  return { tree, account, own, followers: countFollowers(tree, ungrouped) }
}

/** Finds what counts for a group: what its path leads to, or nothing that can be trusted when the path is broken. */
export function settingOf({ tree, account, own }: UpdateResolution, index: number): EffectiveSetting {
  if (index === accountIndex) return account
  const fault = tree.faults[index]
  if (fault !== undefined) return broken(fault)
  const owner = tree.owners[index] as number
  return owner === accountIndex ? account : (own[owner] as EffectiveSetting)
}

/** The number of groups that follow a setting; machines in no group count as one that inherits. */
export function followersOf({ followers }: UpdateResolution, owner: number): number {
  return followers.at(owner) as number
}

function countFollowers({ groups, owners, faults }: GroupTree, ungrouped: boolean): Int32Array {
  const followers = new Int32Array(groups.length + 1)
  if (ungrouped) followers[groups.length] = 1
  owners.forEach((owner, index) => {
    if (faults[index] !== undefined) return
    const slot = owner === accountIndex ? groups.length : owner
    followers[slot] = (followers[slot] as number) + 1
  })
  return followers
}

function broken(fault: Reason): EffectiveSetting {
  return { effective: null, floor: null, standing: "unknown", reasons: [fault] }
}
