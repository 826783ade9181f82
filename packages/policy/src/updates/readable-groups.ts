import type { DeviceGroup } from "./device-group.js"

// Any text may be an id, so this one is such as nobody gives. Whoever does has a group that cannot be read.
const unreadableId = "\u0000unreadable"

/** Stands in a list for what is no group. Nothing lies in it, and no change can name it. */
const unreadableGroup: DeviceGroup = Object.freeze({
  id: unreadableId,
  name: "",
  parentId: null,
  updates: Object.freeze({ mode: "inherit" }),
})

/**
 * Reads a list of groups, so that what a store holds in the place of one throws nowhere: what is no object with an id
 * is replaced by a group whose id nobody has, and keeps its position. A list of groups alone is answered as it is; what
 * is no list counts as one entry that is no group.
 */
export function readGroups(groups: readonly DeviceGroup[]): readonly DeviceGroup[] {
  const given: unknown = groups
  if (!Array.isArray(given)) return [unreadableGroup]
  // Of the methods of an array this one does not pass over holes.
  if (given.findIndex((group) => !isReadableGroup(group)) === -1) return groups
  return Array.from(given, (group: unknown) => (isReadableGroup(group) ? group : unreadableGroup))
}

/** Says whether what stands in a list of groups is one: an object with an id. Nothing else of it is looked at. */
export function isReadableGroup(group: unknown): group is DeviceGroup {
  if (typeof group !== "object" || group === null) return false
  const { id } = group as { readonly id?: unknown }
  return typeof id === "string" && id !== unreadableId
}
