import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import type { PersonState } from "../people/person.js"
import { addDays, dayMilliseconds, utcMidnight } from "../time/calendar-date.js"
import { isReadable, isTimeZone, localDate, startOfLocalDate } from "../time/time-zone.js"

/** Which of the reminders before a forced logout. */
export type ReminderKind = "seven-days" | "one-day" | "on-the-day"

/** What the reminders need to know about a user. */
export interface ReminderUser {
  /** Where the user stands, as `personState` says. */
  readonly state: PersonState
  /** Until when the user need not enroll; `null`: not exempt. */
  readonly exemptUntil: Instant | null
  /** When the user's stage of the roll-out begins; `null`: in no stage. */
  readonly stageBeginsAt: Instant | null
}

/** The reminders of one user, whether due or not. */
export interface ReminderSchedule {
  /** The enablement that asks for enrollment. */
  readonly enablementId: string
  /** When this user's password-only sessions end. */
  readonly logoutAt: Instant
  /** The zone that days are counted in. */
  readonly timeZone: string
  /** The reminders in order of time. */
  readonly slots: readonly { readonly kind: ReminderKind; readonly dueAt: Instant }[]
}

/**
 * Plans the reminders of a user. Days are counted on the calendar of the zone that the forced logout's date is meant in: the
 * logout comes at the first instant of a date, and "tomorrow" is the date before it, which lasts 23 to 25 hours where the
 * clocks change. The last reminder is the logout itself.
 *
 * @returns `null` for a user whom no forced logout concerns
 */
export function planReminders({ twoFactor, settings }: AccountRules, user: ReminderUser): ReminderSchedule | null {
  if (twoFactor.kind === "off" || twoFactor.forcedLogoutAt === null || !remindable.includes(user.state)) return null
  const { enablementId, forcedLogout, forcedLogoutAt } = twoFactor
  const logoutAt = Math.max(forcedLogoutAt, user.stageBeginsAt ?? forcedLogoutAt, user.exemptUntil ?? forcedLogoutAt)
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
  return isTimeZone(timeZone) && isReadable(at) ? localDate(at, timeZone) : undefined
}
