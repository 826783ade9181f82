import { refuseFirst } from "../reasons/listed-reasons.js"
import { createReason, type Reason, type Refused } from "../reasons/reason.js"
import type { DeviceGroup } from "./device-group.js"
import { duplicateReason, type GroupPlaces, ownSource } from "./group-places.js"
import { growTree } from "./group-tree.js"
import type { UpdateSettings } from "./update-resolution.js"
import { type AccountUpdates, isReadableSetting, sameUpdates } from "./update-settings.js"

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

/** What groups are written into. */
export interface GroupsBefore {
  /** The settings, without the groups that are removed; what stands in the place of a group is read. */
  readonly settings: UpdateSettings
  /** Where the ids lie in the list that was given, which has the removed groups too. */
  readonly places: GroupPlaces
}

/**
 * Adds groups and replaces those whose id is there, unless that breaks the tree. An id that comes twice is not written:
 * which of the groups is meant would depend on their order.
 */
export function writeGroups(
  { settings, places }: GroupsBefore,
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
    const isNew = was === undefined || !sameUpdates(was.updates, updates)
    return isNew && !isReadableSetting(updates) ? [createReason("updates-malformed", {}, ownSource(id))] : []
  })
  return (
    refuseFirst(ambiguous(places, written)) ??
    refuseFirst([...new Set(broken)]) ?? {
      kind: "applied",
      after: { ...settings, groups },
      writes: { updates: null, put: [...put.values()], removed },
    }
  )
}

function ambiguous({ twins }: GroupPlaces, written: readonly DeviceGroup[]): readonly Reason[] {
  return [...new Set(written.map(({ id }) => id))].flatMap((id) => {
    const positions = twins.get(id)
    return positions === undefined ? [] : [duplicateReason(id, positions)]
  })
}

function isSame(before: DeviceGroup | undefined, after: DeviceGroup): boolean {
  return (
    before !== undefined &&
    before.name === after.name &&
    before.parentId === after.parentId &&
    sameUpdates(before.updates, after.updates)
  )
}
