import type { Reason } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import { type BuildFacts, createSettingReader, type EffectiveSetting } from "./effective-setting.js"
import { accountIndex, type GroupTree, growTree } from "./group-tree.js"
import type { AccountUpdates } from "./update-settings.js"

/** An account's update settings, as admins made them. */
export interface UpdateSettings {
  /** The account's own setting. */
  readonly updates: AccountUpdates
  /** Its device groups, in any order. */
  readonly groups: readonly DeviceGroup[]
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
}

/** Works out every setting in one pass: O(groups + builds). */
export function resolveUpdates({ updates, groups, ...facts }: ResolveUpdateSettingsInput): UpdateResolution {
  const read = createSettingReader(facts)
  const own = groups.map(({ id, updates: setting }) =>
    setting.mode === "inherit" ? undefined : read(setting, () => ({ kind: "group", groupId: id, path: [id] })),
  )
  return { tree: growTree(groups), account: read(updates, () => ({ kind: "account" })), own }
}

/** Finds what counts for a group: the nearest setting on its path, or nothing that can be trusted when the path is broken. */
export function settingOf({ tree, account, own }: UpdateResolution, index: number): EffectiveSetting {
  const fault = tree.faults[index]
  if (fault !== undefined) return broken(fault)
  const owner = tree.owners[index] as number
  return owner === accountIndex ? account : (own[owner] as EffectiveSetting)
}

function broken(fault: Reason): EffectiveSetting {
  return { effective: null, standing: "unknown", reasons: [fault] }
}
