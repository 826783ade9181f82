import { createReason, type Refused, refusalOf, refuse } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import type { PutGroups, RemoveGroup, UpdateChange } from "./group-change.js"
import { growTree } from "./group-tree.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, sameUpdates } from "./update-settings.js"

/** The settings after a change. */
export interface AppliedUpdateChange {
  /** Discriminates the answer. */
  readonly kind: "applied"
  /** All settings as they are then. */
  readonly after: UpdateSettings
  /** What to save of it. */
  readonly writes: UpdateWrites
}

/** What a change writes; nothing, when everything is so already. */
export interface UpdateWrites {
  /** The account's setting; `null`: unchanged. */
  readonly updates: AccountUpdates | null
  /** Groups that are added or replaced. */
  readonly put: readonly DeviceGroup[]
  /** Ids of the groups that are removed. */
  readonly removed: readonly string[]
}

/**
 * Makes a change of the update settings. It does not ask whether the groups then meet the minimum; {@link checkUpdateChange}
 * does.
 *
 * A tree that a change would break stays as it is: a group that would lie in itself, in a missing group or twice in the list
 * is refused. A tree that is broken already may be mended step by step.
 *
 * @returns `applied`, or `refused` with `group-unknown`, `group-has-children`, `group-cycle`, `group-parent-missing` or
 * `group-duplicate`
 */
export function applyUpdateChange(settings: UpdateSettings, change: UpdateChange): AppliedUpdateChange | Refused {
  if (change.kind === "set-account-updates") {
    const { updates } = change
    const same = sameUpdates(settings.updates, updates)
    return applied(same ? settings : { ...settings, updates }, { ...nothing, updates: same ? null : updates })
  }
  if (change.kind === "put") return putGroups(settings, change)
  const group = settings.groups.find(({ id }) => id === change.groupId)
  if (group === undefined)
    return refuse(createReason("group-unknown", { groupId: change.groupId }, { kind: "account" }))
  switch (change.kind) {
    case "move":
      return write(settings, [{ ...group, parentId: change.parentId }])
    case "set-updates":
      return write(settings, [{ ...group, updates: change.updates }])
    case "remove":
      return removeGroup(settings, group, change.children)
  }
}

const nothing: UpdateWrites = Object.freeze({ updates: null, put: Object.freeze([]), removed: Object.freeze([]) })

function putGroups(settings: UpdateSettings, { groups }: PutGroups): AppliedUpdateChange | Refused {
  const seen = new Set<string>()
  for (const { id } of groups) {
    const source = { kind: "group", groupId: id, path: [id] } as const
    if (seen.has(id)) return refuse(createReason("group-duplicate", { groupId: id }, source))
    seen.add(id)
  }
  return write(settings, groups)
}

function removeGroup(settings: UpdateSettings, group: DeviceGroup, children: RemoveGroup["children"]) {
  const { id, parentId } = group
  const inside = settings.groups.filter((other) => other.parentId === id && other.id !== id)
  if (children === "refuse" && inside.length > 0) {
    const source = { kind: "group", groupId: id, path: [id] } as const
    return refuse(createReason("group-has-children", { groupId: id, children: inside.length }, source))
  }
  const moved = inside.map((other) => ({ ...other, parentId }))
  return write({ ...settings, groups: settings.groups.filter((other) => other.id !== id) }, moved, [id])
}

function write(
  settings: UpdateSettings,
  written: readonly DeviceGroup[],
  removed: readonly string[] = [],
): AppliedUpdateChange | Refused {
  const before = new Map(settings.groups.map((group) => [group.id, group]))
  const put = new Map(
    written.filter((group) => !isSame(before.get(group.id), group)).map((group) => [group.id, group] as const),
  )
  const kept = settings.groups.map((group) => put.get(group.id) ?? group)
  const groups = [...kept, ...[...put.values()].filter(({ id }) => !before.has(id))]
  const { faults } = growTree(groups, false)
  const broken = groups.flatMap(({ id, parentId }, index) => {
    const fault = faults[index]
    const isPlaced = put.has(id) && before.get(id)?.parentId !== parentId
    return isPlaced && fault !== undefined ? [fault] : []
  })
  return (
    refusalOf([...new Set(broken)]) ??
    applied({ ...settings, groups }, { updates: null, put: [...put.values()], removed })
  )
}

function isSame(before: DeviceGroup | undefined, after: DeviceGroup): boolean {
  return (
    before !== undefined &&
    before.name === after.name &&
    before.parentId === after.parentId &&
    sameUpdates(before.updates, after.updates)
  )
}

function applied(after: UpdateSettings, writes: UpdateWrites): AppliedUpdateChange {
  return { kind: "applied", after, writes }
}
