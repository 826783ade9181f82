import { refuseFirst } from "../reasons/listed-reasons.js"
import { createReason, type Refused, refuse } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import type { PutGroups, RemoveGroup, UpdateChange } from "./group-change.js"
import { duplicateReason, findPlaces, groupMalformed, ownSource } from "./group-places.js"
import { growTree } from "./group-tree.js"
import { isReadableGroup, readGroups } from "./readable-groups.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, inherits, isReadableSetting, sameUpdates } from "./update-settings.js"
import { type AppliedUpdateChange, type GroupsBefore, type UpdateWrites, writeGroups } from "./write-groups.js"

/**
 * Makes a change of the update settings. It saves nothing, and does not ask whether the groups then meet the minimum;
 * {@link checkUpdateChange} does.
 *
 * A tree that a change would break stays as it is: a group that would lie in itself, in a missing group or twice in
 * the list is refused, and so is a setting, a group or a kind of change that cannot be read. A tree that is broken
 * already may be mended step by step. What lay in a removed group moves to where that group lay, or directly under the
 * account when that place is in a circle, below a missing group or twice in the list. Of groups with one id none can be
 * changed; they are removed all together, and then what lay in them moves directly under the account.
 *
 * @returns `applied`, or `refused` with `group-unknown`, `group-has-children`, `group-cycle`, `group-parent-missing`,
 * `group-duplicate` or `updates-malformed`; the first 100 of them
 *
 * @example
 * ```ts
 * const change = { kind: "move", groupId: "berlin", parentId: "europe" } as const
 * const applied = applyUpdateChange({ updates, groups }, change)
 * if (applied.kind === "refused") return explainVerdict(applied)
 * await save(applied.writes)
 * ```
 */
export function applyUpdateChange(settings: UpdateSettings, change: UpdateChange): AppliedUpdateChange | Refused {
  if (change.kind === "set-account-updates") return setAccount(settings, change.updates)
  const groups = readGroups(settings.groups)
  const before: GroupsBefore = { settings: { ...settings, groups }, places: findPlaces(groups) }
  switch (change.kind) {
    case "put":
      return putGroups(before, change.groups)
    case "move":
      return changeGroup(before, change.groupId, { parentId: change.parentId })
    case "set-updates":
      return changeGroup(before, change.groupId, { updates: change.updates })
    case "remove":
      return removeGroup(before, change)
    default:
      return refuse(accountMalformed)
  }
}

const nothing: UpdateWrites = Object.freeze({ updates: null, put: Object.freeze([]), removed: Object.freeze([]) })

const accountMalformed = createReason("updates-malformed", {}, { kind: "account" })

function setAccount(settings: UpdateSettings, updates: AccountUpdates): AppliedUpdateChange | Refused {
  if (!isReadableSetting(updates) || inherits(updates)) return refuse(accountMalformed)
  const same = sameUpdates(settings.updates, updates)
  return same
    ? { kind: "applied", after: settings, writes: nothing }
    : { kind: "applied", after: { ...settings, updates }, writes: { ...nothing, updates } }
}

function putGroups(before: GroupsBefore, groups: PutGroups["groups"]): AppliedUpdateChange | Refused {
  if (!Array.isArray(groups)) return refuse(accountMalformed)
  const read = readGroups(groups)
  const malformed = [...read.keys()].filter((index) => !isReadableGroup(read[index])).map(groupMalformed)
  const twins = [...findPlaces(read).twins].map(([id, positions]) => duplicateReason(id, positions))
  return refuseFirst([...malformed, ...twins]) ?? writeGroups(before, read)
}

function changeGroup(
  before: GroupsBefore,
  groupId: string,
  change: Partial<DeviceGroup>,
): AppliedUpdateChange | Refused {
  const group = groupOf(before, groupId)
  return group === undefined ? unknownGroup(groupId) : writeGroups(before, [{ ...group, ...change }])
}

/** Finds a group; of several with one id the first, which is not to be written. */
function groupOf({ settings, places }: GroupsBefore, groupId: string): DeviceGroup | undefined {
  const index = places.first.get(groupId)
  return index === undefined ? undefined : settings.groups[index]
}

function unknownGroup(groupId: string): Refused {
  return refuse(createReason("group-unknown", { groupId }, { kind: "account" }))
}

/** Removes whatever has the id: which of several was meant does not matter then. */
function removeGroup(before: GroupsBefore, { groupId, children }: RemoveGroup): AppliedUpdateChange | Refused {
  const group = groupOf(before, groupId)
  if (group === undefined) return unknownGroup(groupId)
  const { settings, places } = before
  const inside = settings.groups.filter(({ id, parentId }) => parentId === groupId && id !== groupId)
  // What came out of JSON may not say what shall become of them.
  if (children !== "move-up" && inside.length > 0) {
    return refuse(createReason("group-has-children", { groupId, children: inside.length }, ownSource(groupId)))
  }
  const groups = settings.groups.filter(({ id }) => id !== groupId)
  const parentId = places.twins.has(groupId) ? null : parentFor(groups, group.parentId)
  const moved = inside.map((other) => ({ ...other, parentId }))
  return writeGroups({ settings: { ...settings, groups }, places }, moved, [groupId])
}

/** Where groups may move to that shall lie in a parent: in it, or in the account when its own path leads nowhere. */
function parentFor(groups: readonly DeviceGroup[], parentId: string | null): string | null {
  const parent = groups.findIndex(({ id }) => id === parentId)
  return parent === -1 || growTree(groups, false).faults[parent] !== undefined ? null : parentId
}
