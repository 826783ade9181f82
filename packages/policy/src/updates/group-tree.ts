import { createReason, type Reason } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"

/** Stands for the account in {@link GroupTree.parents} and {@link GroupTree.owners}. */
export const accountIndex = -1

/** The device groups of an account by position, with the paths walked once. */
export interface GroupTree {
  /** The groups as given. */
  readonly groups: readonly DeviceGroup[]
  /** For each group the position of its parent, or {@link accountIndex}. */
  readonly parents: Int32Array
  /** For each group whose setting counts for it: its own position, an ancestor's, or {@link accountIndex}. */
  readonly owners: Int32Array
  /** For each group what is wrong with its path to the account. Groups with the same trouble share one reason. */
  readonly faults: readonly (Reason | undefined)[]
}

/**
 * Walks every group's path to the account once, so that a chain of 100,000 groups costs no more than a flat list. A group
 * that lies in a cycle, in a missing parent or in a duplicate, however far up, has a fault.
 */
export function growTree(groups: readonly DeviceGroup[]): GroupTree {
  const faults = new Array<Reason | undefined>(groups.length)
  const parents = findParents(groups, faults)
  const owners = new Int32Array(groups.length).fill(accountIndex)
  const state = new Uint8Array(groups.length)

  for (let start = 0; start < groups.length; start++) {
    const walked: number[] = []
    let at = start
    while (at !== accountIndex && state[at] === unseen) {
      state[at] = onThisWalk
      walked.push(at)
      at = parents[at] as number
    }
    if (at !== accountIndex && state[at] === onThisWalk) reportCycle(groups, walked.slice(walked.indexOf(at)), faults)
    for (const index of walked.reverse()) {
      const parent = parents[index] as number
      state[index] = done
      if (parent !== accountIndex) faults[index] ??= faults[parent]
      if (groups[index]?.updates.mode !== "inherit") owners[index] = index
      else if (parent !== accountIndex) owners[index] = owners[parent] as number
    }
  }
  return { groups, parents, owners, faults }
}

/** The id of the group at a position. */
export function idAt(groups: readonly DeviceGroup[], index: number): string {
  return (groups[index] as DeviceGroup).id
}

/** The positions from one group up to an ancestor, both included. */
export function walkUp(tree: GroupTree, from: number, to: number): readonly number[] {
  const path = [from]
  for (let at = from; at !== to; ) {
    at = tree.parents[at] as number
    path.push(at)
  }
  return path
}

const unseen = 0
const onThisWalk = 1
const done = 2

function findParents(groups: readonly DeviceGroup[], faults: (Reason | undefined)[]): Int32Array {
  const positions = new Map<string, number>()
  for (const [index, { id }] of groups.entries()) {
    const first = positions.get(id)
    if (first === undefined) positions.set(id, index)
    else {
      faults[first] ??= createReason("group-duplicate", { groupId: id }, { kind: "group", groupId: id, path: [id] })
      faults[index] = faults[first]
    }
  }
  const parents = new Int32Array(groups.length).fill(accountIndex)
  for (const [index, { id, parentId }] of groups.entries()) {
    // A duplicate's path would depend on which of the two came first.
    if (parentId === null || faults[index] !== undefined) continue
    const parent = positions.get(parentId)
    if (parent !== undefined) parents[index] = parent
    else {
      const params = { groupId: id, parentId }
      faults[index] = createReason("group-parent-missing", params, { kind: "group", groupId: id, path: [id] })
    }
  }
  return parents
}

function reportCycle(groups: readonly DeviceGroup[], cycle: readonly number[], faults: (Reason | undefined)[]): void {
  const ids = cycle.map((index) => idAt(groups, index))
  // Begins at the smallest id, so that the order of the groups does not show.
  const smallest = ids.reduce((found, id, index) => (id < (ids[found] as string) ? index : found), 0)
  const path = [...ids.slice(smallest), ...ids.slice(0, smallest), ids[smallest] as string]
  const groupId = path[0] as string
  const reason = createReason("group-cycle", { path }, { kind: "group", groupId, path: [groupId] })
  for (const index of cycle) faults[index] = reason
}
