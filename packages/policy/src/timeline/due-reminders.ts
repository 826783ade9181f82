import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import { dayMilliseconds } from "../time/calendar-date.js"
import { daysLeft, planReminders, type ReminderKind, type ReminderUser } from "./reminder-schedule.js"

/** What {@link dueReminders} needs. */
export interface DueRemindersInput {
  /** The rules of the user's account. */
  readonly account: AccountRules
  /** The user. */
  readonly user: ReminderUser
  /** The present. */
  readonly now: Instant
  /** The `idempotencyKey`s of the reminders that the user has had already. Absent: none. */
  readonly sent?: readonly string[] | undefined
}

/** A reminder to send now. */
export interface DueReminder {
  /** `seven-days` and `one-day` before the forced logout, `on-the-day` when it comes. */
  readonly kind: ReminderKind
  /** Since when it is due. */
  readonly dueAt: Instant
  /**
   * When the last of the user's password-only sessions ends: at the forced logout, or later by a stage or an exemption. A
   * session that began under an excuse which ends before that ends earlier. Without a date: when the excuse ends.
   */
  readonly logoutAt: Instant
  /**
   * How many calendar days are left; for the text, since a reminder that is sent late is no longer seven days ahead.
   */
  readonly daysLeft: number
  /**
   * Equal for what is one reminder: it is made of the enablement, `logoutAt` and `kind`, so that another date makes new
   * ones. It says nothing of the user; put the user's id beside it.
   */
  readonly idempotencyKey: string
}

/** How long after the logout the last reminder is still of use. */
const graceMilliseconds = dayMilliseconds

/**
 * Finds the reminder that a user who has not enrolled should have now: 7 days before the forced logout, 1 day before,
 * and when it comes. The first two are due at the first instant of that date in the zone of the forced logout.
 *
 * A reminder takes the place of those before it, so a scheduler that slept sends the latest alone, and a date that is
 * chosen at short notice begins with the reminder whose time it is. A user in a stage, or exempt, is reminded of their
 * own later logout, and without a date of the end of that excuse; whoever has lost a factor is put off by no stage. The logout signs users out whatever was sent;
 * nothing is sent from here.
 *
 * @returns at most one; none for whoever need not enroll, for whom nothing ends, and more than a day after the logout
 * @example
 * ```ts
 * const user = { ...facts, userId, deviceGroupId, state: personState(person, now) }
 * for (const { kind, daysLeft, idempotencyKey } of dueReminders({ account, user, now, sent })) {
 *   queueMail({ userId, kind, daysLeft, key: `${userId}:${idempotencyKey}` })
 * }
 * ```
 */
export function dueReminders({ account, user, now, sent = [] }: DueRemindersInput): readonly DueReminder[] {
  const schedule = planReminders(account, user)
  if (schedule === null) return []
  const { enablementId, logoutAt, slots, timeZone } = schedule
  const latest = slots.findLast(({ dueAt }) => dueAt <= now)
  if (latest === undefined || now > logoutAt + graceMilliseconds) return []
  const idempotencyKey = `${enablementId}:${logoutAt}:${latest.kind}`
  if (sent.includes(idempotencyKey)) return []
  return [{ ...latest, logoutAt, daysLeft: daysLeft(now, logoutAt, timeZone), idempotencyKey }]
}

/** What {@link nextReminderAt} needs. */
export type NextReminderInput = Omit<DueRemindersInput, "sent">

/**
 * Finds when the user's next reminder becomes due, for a scheduler that sleeps until then.
 *
 * @returns an instant after `now`; `null` when none is to come as things are
 * @example
 * ```ts
 * const at = nextReminderAt({ account, user, now })
 * if (at !== null) wakeAt(at)
 * ```
 */
export function nextReminderAt({ account, user, now }: NextReminderInput): Instant | null {
  return planReminders(account, user)?.slots.find(({ dueAt }) => dueAt > now)?.dueAt ?? null
}
