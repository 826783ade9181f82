import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refuse } from "../reasons/reason.js"
import { addDays, dayMilliseconds, hourMilliseconds } from "../time/calendar-date.js"
import { isTimeZone, type LocalDate, localDate, startOfLocalDate } from "../time/time-zone.js"
import type { AccountRules, TwoFactorOn } from "./account-rules.js"

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

const maxDays = 14

/**
 * Finds the dates that an admin may choose. They are counted on the calendar of the zone from the day of enabling, both ends
 * included, and not from the day of the edit: else the date could be put off for ever.
 *
 * @throws MusterError ERR_INVALID_INPUT for an unknown zone
 */
export function forcedLogoutBounds({ enabledAt, now, timeZone }: ForcedLogoutBoundsInput): ForcedLogoutBounds {
  const firstDate = localDate(now, timeZone)
  const lastDate = addDays(localDate(enabledAt, timeZone), maxDays)
  // "Everybody out, now" stays possible after the 14 days.
  return { firstDate, lastDate: lastDate < firstDate ? firstDate : lastDate }
}

/** What {@link scheduleForcedLogout} needs. */
export interface ScheduleInput {
  readonly requested: ForcedLogout | null
  readonly enabledAt: Instant
  readonly now: Instant
  /** The account's zone, in which "now" is written down as a date. */
  readonly timeZone: string
}

interface Scheduled {
  readonly kind: "scheduled"
  readonly schedule: ForcedLogoutSchedule
}

interface Read {
  readonly kind: "read"
  readonly wish: ForcedLogout | null
}

/** Reads a wish. Callers pass on what came out of a form or out of JSON, whatever its type says. */
export function readForcedLogout(requested: unknown): Read | Refused {
  if (requested === null || requested === "now") return { kind: "read", wish: requested }
  if (typeof requested !== "object") return refuse(dateMalformed)
  const { date, timeZone } = requested as { readonly [Field in keyof LocalDate]?: unknown }
  if (typeof timeZone !== "string") return refuse(timeZoneUnknown(timeZone))
  return typeof date === "string" ? { kind: "read", wish: { date, timeZone } } : refuse(dateMalformed)
}

/** Works out the instant that a wish stands for, or why it cannot be had. */
export function scheduleForcedLogout(input: ScheduleInput): Scheduled | Refused {
  const { enabledAt, now } = input
  const read = readForcedLogout(input.requested)
  if (read.kind === "refused") return read
  const { wish } = read
  if (wish === null) return scheduled({ forcedLogout: null, forcedLogoutAt: null })
  const timeZone = wish === "now" ? input.timeZone : wish.timeZone
  if (!isTimeZone(timeZone)) return refuse(timeZoneUnknown(timeZone))
  const date = wish === "now" ? localDate(now, timeZone) : wish.date
  const start = startOfLocalDate(date, timeZone)
  if (start === undefined) return refuse(dateMalformed)
  const { firstDate, lastDate } = forcedLogoutBounds({ enabledAt, now, timeZone })
  if (date < firstDate) return refuse(createReason("date-in-past", { firstDate }, { kind: "account" }))
  if (date > lastDate) return refuse(createReason("date-too-late", { lastDate }, { kind: "account" }))
  // Today's first instant is over. The logout happens now, so that what began this morning may still drain.
  return scheduled({ forcedLogout: { date, timeZone }, forcedLogoutAt: Math.max(start, now) })
}

/** The instant of a forced logout that has happened; `null`: none has. */
export function firedAt({ forcedLogoutAt }: ForcedLogoutSchedule, now: Instant): Instant | null {
  return forcedLogoutAt !== null && forcedLogoutAt <= now ? forcedLogoutAt : null
}

/** What an admin should know about a schedule that lies ahead, or comes true by the very call that makes it. */
export function scheduleWarnings({ forcedLogoutAt }: ForcedLogoutSchedule, now: Instant): readonly Reason[] {
  if (forcedLogoutAt === null) return [createReason("unbounded-deferral", {}, { kind: "account" })]
  const notice = forcedLogoutAt - now
  if (notice >= dayMilliseconds) return []
  const hours = Math.floor(notice / hourMilliseconds)
  return [createReason("short-notice", { hours }, { kind: "account" })]
}

/** What {@link setForcedLogout} needs. */
export interface SetForcedLogoutInput {
  /** The account's rules. */
  readonly account: AccountRules
  /** The new date; `null`: none. */
  readonly forcedLogout: ForcedLogout | null
  /** The present. */
  readonly now: Instant
}

/** The rules with the new date. */
export interface ForcedLogoutSaved {
  /** Discriminates the answer. */
  readonly kind: "saved"
  /** What to save. */
  readonly account: AccountRules
  /** `short-notice` below a day, `unbounded-deferral` without a date. */
  readonly warnings: readonly Reason[]
}

/**
 * Sets, moves or clears the date at which password-only sessions end.
 *
 * The date is at most 14 days after enabling, by the calendar of the zone that it names, and may not be over. Today means now.
 * Once it has come it cannot be changed: those who were signed out stay out.
 *
 * @returns `saved`, or `refused` with `not-enabled`, `forced-logout-fired`, `time-zone-unknown`, `date-malformed`, `date-in-past`
 * or `date-too-late`
 */
export function setForcedLogout({ account, forcedLogout, now }: SetForcedLogoutInput): ForcedLogoutSaved | Refused {
  const { twoFactor, settings } = account
  if (twoFactor.kind === "off") return refuse(createReason("not-enabled", {}, { kind: "account" }))
  const at = firedAt(twoFactor, now)
  if (at !== null) return refuse(createReason("forced-logout-fired", { at }, { kind: "account" }))
  const { enabledAt } = twoFactor
  const answer = scheduleForcedLogout({ requested: forcedLogout, enabledAt, now, timeZone: settings.timeZone })
  if (answer.kind === "refused") return answer
  return {
    kind: "saved",
    account: { ...account, twoFactor: { ...twoFactor, ...answer.schedule } },
    warnings: scheduleWarnings(answer.schedule, now),
  }
}

const dateMalformed = createReason("date-malformed", {}, { kind: "account" })

function timeZoneUnknown(name: unknown): Reason {
  return createReason("time-zone-unknown", { timeZone: typeof name === "string" ? name : "" }, { kind: "account" })
}

function scheduled(schedule: ForcedLogoutSchedule): Scheduled {
  return { kind: "scheduled", schedule }
}
