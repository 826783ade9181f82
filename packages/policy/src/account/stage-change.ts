import type { Instant } from "@muster/core"
import { isSameDate } from "./chosen-date.js"
import type { ScheduledStage } from "./stage.js"

type Stages = readonly ScheduledStage[]

/** Says whether two lists of stages are the same; the order of the ids in a stage does not matter, that of the stages does. */
export function areSameStages(one: Stages, other: Stages): boolean {
  return one.length === other.length && one.every((stage, index) => isSameStage(stage, other[index] as ScheduledStage))
}

type StageWish = Pick<ScheduledStage, "begins" | "deviceGroupIds" | "userIds">

/** Says whether two stages bind the same users from the same date on. */
export function isSameStage(one: StageWish, other: StageWish): boolean {
  return (
    isSameDate(one.begins, other.begins) &&
    haveSameIds(one.userIds, other.userIds) &&
    haveSameIds(one.deviceGroupIds, other.deviceGroupIds)
  )
}

/**
 * Says whether a change of stages would bind anybody later than before, whatever user and device group come together. It
 * looks at each id once, and never at pairs of them.
 */
export function bindsSomebodyLater(before: Stages, after: Stages): boolean {
  const users = { before: beginnings(before, "userIds"), after: beginnings(after, "userIds") }
  const groups = { before: beginnings(before, "deviceGroupIds"), after: beginnings(after, "deviceGroupIds") }
  return isLater(users.before, users.after, groups.after) || isLater(groups.before, groups.after, users.after)
}

type Beginnings = ReadonlyMap<string, Instant>

function isLater(before: Beginnings, after: Beginnings, othersAfter: Beginnings): boolean {
  for (const [id, beginsAt] of after) {
    const earlier = before.get(id)
    // Whoever was in no stage was bound at once.
    if (earlier === undefined || earlier < beginsAt) return true
  }
  let latestOfOthers = Number.NEGATIVE_INFINITY
  for (const beginsAt of othersAfter.values()) latestOfOthers = Math.max(latestOfOthers, beginsAt)
  for (const [id, earlier] of before) {
    // A user who is no longer named may still be in a stage by the group, and the other way round.
    if (!after.has(id) && earlier < latestOfOthers) return true
  }
  return false
}

function beginnings(stages: Stages, ids: "userIds" | "deviceGroupIds"): Beginnings {
  const found = new Map<string, Instant>()
  for (const stage of stages) {
    for (const id of stage[ids]) found.set(id, Math.min(stage.beginsAt, found.get(id) ?? stage.beginsAt))
  }
  return found
}

function haveSameIds(one: readonly string[], other: readonly string[]): boolean {
  const ids = new Set(one)
  return ids.size === other.length && other.every((id) => ids.has(id))
}
