import type { Instant } from "@muster/core"
import { ownValue } from "../own-value.js"
import { createReason, type Reason, type Refused, refusalOf, refuse } from "../reasons/reason.js"
import { isReadableInstant, localDate } from "../time/time-zone.js"
import { isSameDate, lastDateAfter, placeDate, readDate } from "./chosen-date.js"
import { clockUnreadable } from "./clock-remark.js"
import type { ScheduledStage, Stage } from "./stage.js"
import { isSameStage } from "./stage-change.js"

/** What {@link scheduleStages} needs. */
export interface ScheduleStagesInput {
  /** The stages that the admin chose, as they came out of a form: their types are not taken for granted. */
  readonly stages: readonly Stage[]
  /** When the enablement began, from which the 14 days count; before enabling, `now`. */
  readonly enabledAt: Instant
  /** The present. */
  readonly now: Instant
  /** The stages that the enablement has; a date that is one of theirs may stay although it is over. */
  readonly earlier: readonly ScheduledStage[]
}

/** The stages with the instants at which they begin. */
export interface StagesScheduled {
  /** Discriminates the answer. */
  readonly kind: "scheduled"
  /** The stages in the order given, each id once in its list. */
  readonly stages: readonly ScheduledStage[]
}

/** How many stages a roll-out may have. Each verdict on a user looks through all of them. */
const maxStages = 20

/** How many ids a stage may name: with 20 stages, still a small part of what a sign-in costs. */
const maxIds = 1_000

/**
 * Works out when the stages of a roll-out begin.
 *
 * A stage begins with the first instant of its date; today's begins now. The date is at most 14 days after enabling, by the
 * calendar of the zone that it names, and may not be over. Who is named is not looked up: ids that nobody has bind nobody later.
 *
 * @returns `scheduled`, or `refused` with what is wrong with each stage, its source the stage's position: `stage-malformed`,
 * `stage-too-large`, `time-zone-unknown`, `date-malformed`, `date-in-past` or `date-too-late`; for all of them
 * `stage-malformed`, when they are no list, `too-many-stages`, or `clock-unreadable`
 */
export function scheduleStages({ stages, ...context }: ScheduleStagesInput): StagesScheduled | Refused {
  const given: unknown = stages
  const { enabledAt, now } = context
  if (!isReadableInstant(enabledAt) || !isReadableInstant(now)) return refuse(clockUnreadable)
  if (!Array.isArray(given)) return refuse(createReason("stage-malformed", {}, { kind: "account" }))
  if (given.length > maxStages) return refuse(createReason("too-many-stages", { max: maxStages }, { kind: "account" }))
  const scheduled: ScheduledStage[] = []
  const reasons: Reason[] = []
  for (const [index, stage] of given.entries()) {
    const answer = scheduleStage(stage, index, context)
    if (answer.kind === "rejected") reasons.push(answer.reason)
    else scheduled.push(answer.stage)
  }
  return refusalOf(reasons) ?? { kind: "scheduled", stages: scheduled }
}

interface StageScheduled {
  readonly kind: "scheduled"
  readonly stage: ScheduledStage
}

interface RejectedStage {
  readonly kind: "rejected"
  readonly reason: Reason
}

function scheduleStage(
  given: unknown,
  index: number,
  { enabledAt, now, earlier }: Omit<ScheduleStagesInput, "stages">,
): StageScheduled | RejectedStage {
  if (typeof given !== "object" || given === null) return malformed(index)
  const deviceGroupIds = readIds(ownValue(given, "deviceGroupIds"))
  const userIds = readIds(ownValue(given, "userIds"))
  if (deviceGroupIds === undefined || userIds === undefined) return malformed(index)
  const source = sourceAt(index)
  if (deviceGroupIds.length + userIds.length > maxIds) {
    return { kind: "rejected", reason: createReason("stage-too-large", { max: maxIds }, source) }
  }
  const read = readDate(ownValue(given, "begins"), source)
  if (read.kind === "rejected") return read
  const begins = read.date
  const known = earlier.find((stage) => isSameDate(stage.begins, begins))
  const boundsIn = (timeZone: string) => ({
    firstDate: localDate(Math.max(now, enabledAt), timeZone),
    lastDate: lastDateAfter(enabledAt, timeZone),
  })
  const placed =
    known === undefined
      ? placeDate(begins, { boundsIn, now, source })
      : ({ kind: "placed", at: known.beginsAt } as const)
  if (placed.kind === "rejected") return placed
  const stage = { begins, beginsAt: placed.at, deviceGroupIds, userIds }
  const twin = earlier.find((other) => isSameStage(other, stage))
  return { kind: "scheduled", stage: { ...stage, scheduledAt: twin?.scheduledAt ?? now } }
}

function readIds(given: unknown): readonly string[] | undefined {
  if (given === undefined) return []
  if (!Array.isArray(given)) return undefined
  const ids = new Set<unknown>(given)
  for (const id of ids) if (typeof id !== "string") return undefined
  return [...ids] as string[]
}

function malformed(index: number): RejectedStage {
  return { kind: "rejected", reason: createReason("stage-malformed", {}, sourceAt(index)) }
}

function sourceAt(index: number) {
  return { kind: "stage", index } as const
}
