import { createReason, type Reason, type Refused, refusalOf, refuse } from "../reasons/reason.js"
import { maxListed } from "./blockers.js"
import type { DeviceGroup } from "./device-group.js"
import type { PutGroups, RemoveGroup, UpdateChange } from "./group-change.js"
import { duplicateReason, findPlaces, ownSource } from "./group-places.js"
import { growTree } from "./group-tree.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, inherits, isReadable, sameUpdates } from "./update-settings.js"

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
 * Makes a change of the update settings. It saves nothing, and does not ask whether the groups then meet the minimum;
 * {@link checkUpdateChange} does.
 *
 * A tree that a change would break stays as it is: a group that would lie in itself, in a missing group or twice in
 * the list is refused, and so is a setting that cannot be read. A tree that is broken already may be mended step by
 * step. What lay in a removed group moves to where that group lay, or directly under the account when that place is in
 * a circle, below a missing group or twice in the list.
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
  if (change.kind === "set-account-updates") {
    const { updates } = change
    if (!isReadable(updates) || inherits(updates))
      return refuse(createReason("updates-malformed", {}, { kind: "account" }))
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
  const twins = [...findPlaces(groups).twins].map(([id, positions]) => duplicateReason(id, positions))
  return refuseFirst(twins) ?? write(settings, groups)
}

function removeGroup(settings: UpdateSettings, group: DeviceGroup, children: RemoveGroup["children"]) {
  const { id } = group
  const inside = settings.groups.filter((other) => other.parentId === id && other.id !== id)
  if (children === "refuse" && inside.length > 0) {
    return refuse(createReason("group-has-children", { groupId: id, children: inside.length }, ownSource(id)))
  }
  const groups = settings.groups.filter((other) => other.id !== id)
  const parentId = placeOf(groups, group.parentId)
  const moved = inside.map((other) => ({ ...other, parentId }))
  return write({ ...settings, groups }, moved, [id])
}

/** Where groups may move to that shall lie in a parent: in it, or in the account when its own path leads nowhere. */
function placeOf(groups: readonly DeviceGroup[], parentId: string | null): string | null {
  const parent = groups.findIndex(({ id }) => id === parentId)
  return parent === -1 || growTree(groups, false).faults[parent] !== undefined ? null : parentId
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
  const broken = groups.flatMap(({ id, parentId, updates }, index) => {
    if (!put.has(id)) return []
    const [was, fault] = [before.get(id), faults[index]]
    if (was?.parentId !== parentId && fault !== undefined) return [fault]
    // What could not be read before may be moved as it is.
    const isNew = was === undefined || was.updates !== updates
    return isNew && !isReadable(updates) ? [createReason("updates-malformed", {}, ownSource(id))] : []
  })
  return (
    refuseFirst([...new Set(broken)]) ??
    applied({ ...settings, groups }, { updates: null, put: [...put.values()], removed })
  )
}

function refuseFirst(reasons: readonly Reason[]): Refused | undefined {
  return refusalOf(reasons.slice(0, maxListed), reasons.length)
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
