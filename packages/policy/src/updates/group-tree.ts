import { createReason, type Reason } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import { duplicateReason, findPlaces, groupMalformed, ownSource } from "./group-places.js"
import { isReadableGroup, readGroups } from "./readable-groups.js"
import { inherits, isLocked } from "./update-settings.js"

/** Stands for the account in {@link GroupTree.parents} and {@link GroupTree.owners}. */
export const accountIndex = -1

/** The device groups of an account by position, with the paths walked once. */
export interface GroupTree {
  /** The groups as given; in the place of what is no group, one whose id nobody has. */
  readonly groups: readonly DeviceGroup[]
  /** For each group the position of its parent, or {@link accountIndex}. */
  readonly parents: Int32Array
  /** For each group whose setting counts for it: its own position, an ancestor's, or {@link accountIndex}. */
  readonly owners: Int32Array
  /**
   * For each group the nearest setting from itself on upwards, whether it counts or not; as in {@link
   * GroupTree.owners}.
   */
  readonly settings: Int32Array
  /** For each group how many groups its path to the account holds, itself included. */
  readonly depths: Int32Array
  /**
   * For each group what is wrong with its path to the account. Groups with the same trouble share one reason. Where
   * there is something, the owner, the setting and the depth say nothing.
   */
  readonly faults: readonly (Reason | undefined)[]
}

/**
 * Walks every group's path to the account once, so that a chain of 100,000 groups costs no more than a flat list. A
 * group that lies in a cycle, in a missing parent or in a duplicate, however far up, has a fault, and so has what is no
 * group. A setting that cannot be read counts like a locked one, since it may have been one.
 *
 * @param accountLocked - whether the account's setting holds for every group
 */
export function growTree(given: readonly DeviceGroup[], accountLocked: boolean): GroupTree {
  const groups = readGroups(given)
  const faults = new Array<Reason | undefined>(groups.length).fill(undefined)
  const parents = findParents(groups, faults)
  const owners = new Int32Array(groups.length)
  const settings = new Int32Array(groups.length)
  const depths = new Int32Array(groups.length)
  const locks = new Int32Array(groups.length)
  const state = new Uint8Array(groups.length)
  const walked = new Int32Array(groups.length)

  for (const start of groups.keys()) {
    let at = start
    let length = 0
    while (at !== accountIndex && state[at] === unseen) {
      state[at] = onThisWalk
      walked[length++] = at
      at = parents[at] as number
    }
    if (at !== accountIndex && state[at] === onThisWalk) {
      reportCycle(groups, walked.subarray(walked.indexOf(at), length), faults)
    }
    while (length > 0) {
      const index = walked[--length] as number
      const parent = parents[index] as number
      state[index] = done
      if (parent !== accountIndex) faults[index] ??= faults[parent]
      own(groups[index] as DeviceGroup, index, parent)
    }
  }
  return { groups, parents, owners, settings, depths, faults }

  // The parent is settled by now; in a cycle it may not be, but then nobody asks for the owner.
  function own({ updates }: DeviceGroup, index: number, parent: number): void {
    const isTop = parent === accountIndex
    const locked = isTop ? accountLocked : locks[parent] === 1
    const hasSetting = !inherits(updates)
    const isOwn = !locked && hasSetting
    owners[index] = isOwn ? index : isTop ? accountIndex : (owners[parent] as number)
    settings[index] = hasSetting ? index : isTop ? accountIndex : (settings[parent] as number)
    depths[index] = isTop ? 1 : (depths[parent] as number) + 1
    locks[index] = locked || (isOwn && isLocked(updates)) ? 1 : 0
  }
}

/** The id of the group at a position. */
export function idAt(groups: readonly DeviceGroup[], index: number): string {
  return (groups[index] as DeviceGroup).id
}

const unseen = 0
const onThisWalk = 1
const done = 2

function findParents(groups: readonly DeviceGroup[], faults: (Reason | undefined)[]): Int32Array {
  const { first, twins } = findPlaces(groups)
  for (const [id, positions] of twins) {
    const reason = duplicateReason(id, positions)
    for (const index of positions) faults[index] = reason
  }
  const parents = new Int32Array(groups.length).fill(accountIndex)
  groups.forEach((group, index) => {
    if (!isReadableGroup(group)) {
      faults[index] = groupMalformed(index)
      return
    }
    const { id, parentId } = group
    // A duplicate's path would depend on which of the two came first.
    if (parentId === null || faults[index] !== undefined) return
    const parent = first.get(parentId)
    if (parent !== undefined) parents[index] = parent
    else {
      faults[index] = createReason("group-parent-missing", { groupId: id, parentId }, ownSource(id))
    }
  })
  return parents
}

function reportCycle(groups: readonly DeviceGroup[], cycle: Int32Array, faults: (Reason | undefined)[]): void {
  const ids = Array.from(cycle, (index) => idAt(groups, index))
  // Begins at the smallest id, so that the order of the groups does not show.
  const smallest = ids.indexOf([...ids].sort()[0] as string)
  const path = [...ids.slice(smallest), ...ids.slice(0, smallest), ids[smallest] as string]
  const groupId = path[0] as string
  const reason = createReason("group-cycle", { path }, ownSource(groupId))
  for (const index of cycle) faults[index] = reason
}
