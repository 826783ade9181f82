import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refuse } from "../reasons/reason.js"
import { calendarDate, dayMilliseconds, hourMilliseconds } from "../time/calendar-date.js"
import { isTimeZone, type LocalDate, localDate } from "../time/time-zone.js"
import type { TwoFactorOn } from "./account-rules.js"
import { isSameDate, lastDateAfter, placeDate, readDate, timeZoneUnknown } from "./chosen-date.js"

/** When password-only sessions end: at once, or at the first instant of a local date, which is why today means now. */
export type ForcedLogout = "now" | LocalDate

/** The dates that can be chosen. */
export interface ForcedLogoutBounds {
  /** The first: today, which means now. */
  readonly firstDate: string
  /** The last: the 14th day after enabling; later on, when that is over, today. */
  readonly lastDate: string
}

/** What {@link forcedLogoutBounds} needs. */
export interface ForcedLogoutBoundsInput {
  /** When the enablement began; before enabling, `now`. */
  readonly enabledAt: Instant
  /** The present. */
  readonly now: Instant
  /** The zone that the dates are meant in. */
  readonly timeZone: string
}

/** A forced logout as the account's rules keep it. */
export type ForcedLogoutSchedule = Pick<TwoFactorOn, "forcedLogout" | "forcedLogoutAt">

/**
 * Finds the dates that an admin may choose. They are counted on the calendar of the zone from the day of enabling, both ends
 * included, and not from the day of the edit: else the date could be put off for ever.
 *
 * @throws MusterError ERR_INVALID_INPUT for an unknown zone (field `timeZone`) or an instant without a date (field `at`)
 */
export function forcedLogoutBounds({ enabledAt, now, timeZone }: ForcedLogoutBoundsInput): ForcedLogoutBounds {
  const firstDate = localDate(now, timeZone)
  // "Everybody out, now" stays possible after the 14 days.
  const lastDay = Math.max(Date.parse(lastDateAfter(enabledAt, timeZone)), Date.parse(firstDate))
  return { firstDate, lastDate: calendarDate(lastDay) }
}

/** What {@link scheduleForcedLogout} needs. */
export interface ScheduleInput {
  /** The wish, whatever its type says. */
  readonly requested: ForcedLogout | null
  /** When the enablement began; the 14 days count from here. */
  readonly enabledAt: Instant
  /** The present. */
  readonly now: Instant
  /** The account's zone, in which "now" is written down as a date. */
  readonly timeZone: string
}

/** A forced logout that can be had. */
export interface ForcedLogoutScheduled {
  /** Discriminates the answer. */
  readonly kind: "scheduled"
  /** The date and its instant. */
  readonly schedule: ForcedLogoutSchedule
}

interface Read {
  readonly kind: "read"
  readonly wish: ForcedLogout | null
}

/** Reads a wish. Callers pass on what came out of a form or out of JSON, whatever its type says. */
export function readForcedLogout(requested: unknown): Read | Refused {
  if (requested === null || requested === "now") return { kind: "read", wish: requested }
  const read = readDate(requested, source)
  return read.kind === "rejected" ? refuse(read.reason) : { kind: "read", wish: read.date }
}

/** Works out the instant that a wish stands for, or why it cannot be had. */
export function scheduleForcedLogout({
  requested,
  enabledAt,
  now,
  timeZone,
}: ScheduleInput): ForcedLogoutScheduled | Refused {
  const read = readForcedLogout(requested)
  if (read.kind === "refused") return read
  const { wish } = read
  if (wish === null) return scheduled({ forcedLogout: null, forcedLogoutAt: null })
  if (wish === "now" && !isTimeZone(timeZone)) return refuse(timeZoneUnknown(timeZone, source).reason)
  const forcedLogout = wish === "now" ? { date: localDate(now, timeZone), timeZone } : wish
  const boundsIn = (zone: string) => forcedLogoutBounds({ enabledAt, now, timeZone: zone })
  const placed = placeDate(forcedLogout, { boundsIn, now, source })
  return placed.kind === "rejected" ? refuse(placed.reason) : scheduled({ forcedLogout, forcedLogoutAt: placed.at })
}

/**
 * Says whether a wish is what stands already. An answer that was lost is asked for again: what was "now" then has fired by now,
 * and a forced logout that has come can be wished for and is not moved by it.
 */
export function isSameWish(on: ForcedLogoutSchedule, wished: ForcedLogout | null, now: Instant): boolean {
  if (wished === "now") return firedAt(on, now) !== null
  if (wished === null || on.forcedLogout === null) return wished === on.forcedLogout
  return isSameDate(on.forcedLogout, wished)
}

/** Works out another date for an enablement; refused once its forced logout has happened. */
export function rescheduleForcedLogout(
  on: TwoFactorOn,
  wish: Omit<ScheduleInput, "enabledAt">,
): ForcedLogoutScheduled | Refused {
  const at = firedAt(on, wish.now)
  if (at !== null) return refuse(createReason("forced-logout-fired", { at }, source))
  return scheduleForcedLogout({ ...wish, enabledAt: on.enabledAt })
}

/** The instant of a forced logout that has happened; `null`: none has. */
export function firedAt({ forcedLogoutAt }: ForcedLogoutSchedule, now: Instant): Instant | null {
  return forcedLogoutAt !== null && forcedLogoutAt <= now ? forcedLogoutAt : null
}

/** What an admin should know about a schedule that lies ahead, or comes true by the very call that makes it. */
export function scheduleWarnings({ forcedLogoutAt }: ForcedLogoutSchedule, now: Instant): readonly Reason[] {
  if (forcedLogoutAt === null) return [createReason("unbounded-deferral", {}, source)]
  const notice = forcedLogoutAt - now
  if (notice >= dayMilliseconds) return []
  const hours = Math.floor(notice / hourMilliseconds)
  return [createReason("short-notice", { hours }, source)]
}

const source = { kind: "account" } as const

function scheduled(schedule: ForcedLogoutSchedule): ForcedLogoutScheduled {
  return { kind: "scheduled", schedule }
}
