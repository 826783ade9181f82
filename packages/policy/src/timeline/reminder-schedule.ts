import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import type { PersonState } from "../people/person.js"
import { addDays, dayMilliseconds, utcMidnight } from "../time/calendar-date.js"
import { isReadableInstant, isTimeZone, localDate, startOfLocalDate } from "../time/time-zone.js"
import { longestExcuse } from "../verdicts/excuse.js"
import type { SessionUserFacts } from "../verdicts/session.js"

/** Which of the reminders before a forced logout. */
export type ReminderKind = "seven-days" | "one-day" | "on-the-day"

/**
 * What the reminders need to know about a user: the facts that {@link decideSession} is given, and where the user
 * stands. Nobody may be left out of a stage by an oversight, so the ids have to be given.
 */
export interface ReminderUser extends Pick<SessionUserFacts, "epochRaisedBy" | "exemptUntil" | "exemptedAt"> {
  /** Where the user stands, as {@link personState} says. */
  readonly state: PersonState
  /** The user's id, for the stages of a roll-out. */
  readonly userId: string
  /** The device group that the user signs in from, for the stages of a roll-out; `undefined`: not known. */
  readonly deviceGroupId: string | undefined
}

/** The reminders of one user, whether due or not. */
export interface ReminderSchedule {
  /** The enablement that asks for enrollment. */
  readonly enablementId: string
  /** When the last of this user's password-only sessions ends that ends at all. */
  readonly logoutAt: Instant
  /** The zone that days are counted in. */
  readonly timeZone: string
  /** The reminders in order of time. */
  readonly slots: readonly { readonly kind: ReminderKind; readonly dueAt: Instant }[]
}

/**
 * Plans the reminders of a user. Days are counted on the calendar of the zone that the forced logout's date is meant
 * in: the logout comes at the first instant of a date, and "tomorrow" is the date before it, which lasts 23 to 25 hours
 * where the clocks change. The last reminder is the logout itself. Without a date an excused user is reminded of the end of the
 * excuse, when sessions that began under it end.
 *
 * @returns `null` for a user whose sessions nothing ends
 */
export function planReminders({ twoFactor, settings }: AccountRules, user: ReminderUser): ReminderSchedule | null {
  if (twoFactor.kind === "off" || !remindable.includes(user.state)) return null
  const { enablementId, forcedLogout, forcedLogoutAt } = twoFactor
  // An exemption that nobody knows the beginning of keeps no session.
  const excuse = longestExcuse(twoFactor, Number.isFinite(user.exemptedAt) ? user : { ...user, exemptUntil: null })
  const ends = [forcedLogoutAt, excuse?.until ?? null].filter((end) => end !== null)
  const logoutAt = Math.max(...ends)
  // None at all is minus infinity.
  if (!Number.isFinite(logoutAt)) return null
  const timeZone = forcedLogout?.timeZone ?? settings.timeZone
  const slots = [
    { kind: "seven-days", dueAt: daysBefore(logoutAt, 7, timeZone) },
    { kind: "one-day", dueAt: daysBefore(logoutAt, 1, timeZone) },
    { kind: "on-the-day", dueAt: logoutAt },
  ] as const
  return { enablementId, logoutAt, timeZone, slots }
}

/** Counts the dates from one instant to a later one on the calendar of a zone; 0 on the day itself and after it. */
export function daysLeft(now: Instant, logoutAt: Instant, timeZone: string): number {
  const [today, last] = [dateAt(now, timeZone), dateAt(logoutAt, timeZone)].map(utcMidnight)
  if (today === undefined || last === undefined) return Math.max(0, Math.ceil((logoutAt - now) / dayMilliseconds))
  return Math.max(0, (last - today) / dayMilliseconds)
}

const remindable: readonly PersonState[] = ["not-enrolled", "enrolling", "exempt"]

function daysBefore(at: Instant, days: number, timeZone: string): Instant {
  const date = dateAt(at, timeZone)
  const start = date === undefined ? undefined : startOfLocalDate(addDays(date, -days), timeZone)
  // A zone that this runtime does not know, or a date that the zone skipped: days of 24 hours.
  return start ?? at - days * dayMilliseconds
}

function dateAt(at: Instant, timeZone: string): string | undefined {
  return isTimeZone(timeZone) && isReadableInstant(at) ? localDate(at, timeZone) : undefined
}
