import type { Instant } from "@muster/core"
import type { PeopleCounts } from "../people/count-people.js"
import { enrollablePeople } from "../people/enrollable-people.js"
import { peopleWarnings } from "../people/people-warnings.js"
import { createReason, type Reason, type Refused } from "../reasons/reason.js"
import { addDays, hourMilliseconds } from "../time/calendar-date.js"
import { isTimeZone } from "../time/time-zone.js"
import { refuseClock } from "./clock-remark.js"
import { type EnableTwoFactorInput, enableTwoFactor, type TwoFactorEnabled } from "./enablement.js"
import {
  type ForcedLogout,
  forcedLogoutBounds,
  isSameWish,
  readForcedLogout,
  rescheduleForcedLogout,
  scheduleForcedLogout,
} from "./forced-logout.js"

/** What {@link previewEnable} needs: what {@link enableTwoFactor} does, with the people counted. */
export interface PreviewEnableInput extends Omit<EnableTwoFactorInput, "people" | "override"> {
  /** How the account's users stand; `null`: the host's users are not at hand. */
  readonly people: PeopleCounts | null
  /** Whether an admin would insist. Absent: no. */
  readonly override?: boolean | undefined
}

/** What enabling would do, with nothing done. */
export interface EnablementPreview {
  /** Exactly what {@link enableTwoFactor} answers to the same. */
  readonly outcome: TwoFactorEnabled | Refused
  /** What stands in the way; empty when nothing does. */
  readonly refusals: readonly Reason[]
  /** What enabling warns of, then what there is to know about people; `directory-missing` when nobody was counted. */
  readonly warnings: readonly Reason[]
  /** When password-only sessions would end; `null`: without a date, or by a date that cannot be had. */
  readonly forcedLogoutAt: Instant | null
  /** The first date that can be chosen, in the account's zone: today. `null`: zone or clock cannot be read. */
  readonly firstDate: string | null
  /** The last date that can be chosen, in the account's zone. `null`: zone or clock cannot be read. */
  readonly lastDate: string | null
  /** See {@link ExposureOnDate.userHours}, for `forcedLogoutAt`; `null`: without an instant, or when nobody was counted. */
  readonly exposureUserHours: number | null
  /** The same for each date that can be chosen, 15 at most; empty when none can be, or when nobody was counted. */
  readonly exposureByDate: readonly ExposureOnDate[]
}

/** How long passwords alone would do, for one date of the forced logout. */
export interface ExposureOnDate {
  /** "YYYY-MM-DD", in the account's zone. */
  readonly date: string
  /** The instant that the date stands for. */
  readonly forcedLogoutAt: Instant
  /**
   * Users who are bound and not enrolled, times the hours from now until then: 0 for today, which means now. A user who enrolls
   * earlier makes it less; one whose stage begins later makes it more.
   */
  readonly userHours: number
}

const maxDates = 15

/**
 * Shows what {@link enableTwoFactor} would answer, and what there is to know before an admin decides: who could not enroll, and
 * for how many user-hours passwords alone would still do, on each date that can be chosen.
 *
 * Users only warn here, except when none of them could enroll. Nothing is saved: what has changed by the time of enabling
 * changes the answer.
 *
 * @example
 * ```ts
 * const { refusals, warnings, lastDate, exposureByDate } = previewEnable({ ...wish, people: countPeople(people, context) })
 * showForm({ canEnable: refusals.length === 0, lastDate })
 * ```
 */
export function previewEnable({ people, override = false, ...input }: PreviewEnableInput): EnablementPreview {
  const outcome = enableTwoFactor({ ...input, people: enrollablePeople(people), override })
  const forcedLogoutAt = plannedAt(input, outcome)
  const { timeZone } = input.account.settings
  const canCount = isTimeZone(timeZone) && refuseClock(input.account.twoFactor, input.now) === undefined
  const bounds = canCount ? forcedLogoutBounds({ enabledAt: enabledAtOf(input), now: input.now, timeZone }) : null
  return {
    outcome,
    refusals: outcome.kind === "refused" ? outcome.reasons : [],
    warnings: [
      ...(outcome.kind === "enabled" ? outcome.warnings : []),
      ...(people === null ? [createReason("directory-missing", {}, { kind: "product" })] : peopleWarnings(people)),
    ],
    forcedLogoutAt,
    firstDate: bounds?.firstDate ?? null,
    lastDate: bounds?.lastDate ?? null,
    exposureUserHours:
      people === null || forcedLogoutAt === null ? null : userHoursUntil(forcedLogoutAt, people, input.now),
    exposureByDate: people === null || bounds === null ? [] : exposureByDate(input, people, bounds.firstDate),
  }
}

type Input = Omit<PreviewEnableInput, "people" | "override">

function enabledAtOf({ account, now }: Input): Instant {
  return account.twoFactor.kind === "on" ? account.twoFactor.enabledAt : now
}

/** Where the date is not what refuses, the instant is shown all the same. */
function plannedAt(input: Input, outcome: TwoFactorEnabled | Refused): Instant | null {
  const { forcedLogout, now } = input
  if (refuseClock(input.account.twoFactor, now) !== undefined) return null
  const { twoFactor } = outcome.kind === "enabled" ? outcome.account : input.account
  const read = readForcedLogout(forcedLogout)
  const stands = twoFactor.kind === "on" && read.kind === "read" && isSameWish(twoFactor, read.wish, now)
  return stands ? twoFactor.forcedLogoutAt : instantOf(input, forcedLogout)
}

function instantOf(input: Input, requested: ForcedLogout | null): Instant | null {
  const { now, account } = input
  const { twoFactor, settings } = account
  const wish = { requested, now, timeZone: settings.timeZone }
  const date =
    twoFactor.kind === "on"
      ? rescheduleForcedLogout(twoFactor, wish)
      : scheduleForcedLogout({ ...wish, enabledAt: now })
  return date.kind === "scheduled" ? date.schedule.forcedLogoutAt : null
}

function exposureByDate(input: Input, people: PeopleCounts, firstDate: string): readonly ExposureOnDate[] {
  const { account, now } = input
  const { timeZone } = account.settings
  return Array.from({ length: maxDates }, (_, days) => addDays(firstDate, days)).flatMap((date) => {
    const at = instantOf(input, { date, timeZone })
    return at === null ? [] : [{ date, forcedLogoutAt: at, userHours: userHoursUntil(at, people, now) }]
  })
}

function userHoursUntil(at: Instant, { enrolling, notEnrolled }: PeopleCounts, now: Instant): number {
  return ((enrolling + notEnrolled) * Math.max(0, at - now)) / hourMilliseconds
}
