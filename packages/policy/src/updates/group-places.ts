import { createReason, type Reason, type Source } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import { isReadableGroup } from "./readable-groups.js"

/** Where the groups of a list lie in it, by id. */
export interface GroupPlaces {
  /** The first position of each id. */
  readonly first: ReadonlyMap<string, number>
  /** All positions of the ids that come more than once. */
  readonly twins: ReadonlyMap<string, readonly number[]>
}

const maxPositions = 100

/** Looks up every id of a list once; what is no group has none. */
export function findPlaces(groups: readonly DeviceGroup[]): GroupPlaces {
  const first = new Map<string, number>()
  const twins = new Map<string, number[]>()
  groups.forEach((group, index) => {
    if (!isReadableGroup(group)) return
    const { id } = group
    const earlier = first.get(id)
    if (earlier === undefined) {
      first.set(id, index)
      return
    }
    const positions = twins.get(id)
    if (positions === undefined) twins.set(id, [earlier, index])
    else positions.push(index)
  })
  return { first, twins }
}

/** Says that an id comes more than once, and where. */
export function duplicateReason(groupId: string, positions: readonly number[]): Reason {
  const params = { groupId, positions: positions.slice(0, maxPositions), count: positions.length }
  return createReason("group-duplicate", params, ownSource(groupId))
}

/** Says that what stands at a position of a list is no group. */
export function groupMalformed(position: number): Reason {
  return createReason("updates-malformed", { position }, { kind: "account" })
}

/** Names a group itself as the place of something. */
export function ownSource(groupId: string): Source {
  return { kind: "group", groupId, path: [groupId] }
}
