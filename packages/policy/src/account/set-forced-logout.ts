import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refuse } from "../reasons/reason.js"
import type { AccountRules } from "./account-rules.js"
import { clockRemarks, refuseClock } from "./clock-remark.js"
import {
  type ForcedLogout,
  firedAt,
  isSameWish,
  readForcedLogout,
  rescheduleForcedLogout,
  scheduleWarnings,
} from "./forced-logout.js"

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
  /** False when it is as wished already: there is nothing to save. */
  readonly changed: boolean
  /** What to save. */
  readonly account: AccountRules
  /** `short-notice` below a day, `unbounded-deferral` without a date, `clock-before-enablement`. */
  readonly warnings: readonly Reason[]
}

/**
 * Sets, moves or clears the date at which password-only sessions end.
 *
 * The date is at most 14 days after enabling, by the calendar of the zone that it names, and may not be over. Today means now.
 * Once it has come it cannot be changed: those who were signed out stay out. Asked again for what stands, it changes nothing.
 *
 * @returns `saved`, or `refused` with `not-enabled`, `clock-unreadable`, `forced-logout-fired`, `time-zone-unknown`,
 * `date-malformed`, `date-in-past` or `date-too-late`
 * @example
 * ```ts
 * const answer = setForcedLogout({ account, forcedLogout: { date: "2026-12-04", timeZone: "Europe/Berlin" }, now })
 * if (answer.kind === "saved" && answer.changed) save(answer.account)
 * ```
 */
export function setForcedLogout({ account, forcedLogout, now }: SetForcedLogoutInput): ForcedLogoutSaved | Refused {
  const { twoFactor, settings } = account
  if (twoFactor.kind === "off") return refuse(createReason("not-enabled", {}, { kind: "account" }))
  const read = refuseClock(twoFactor, now) ?? readForcedLogout(forcedLogout)
  if (read.kind === "refused") return read
  const remarks = clockRemarks(twoFactor, now)
  if (isSameWish(twoFactor, read.wish, now)) {
    const warnings = firedAt(twoFactor, now) === null ? scheduleWarnings(twoFactor, now) : []
    return { kind: "saved", changed: false, account, warnings: [...warnings, ...remarks] }
  }
  const answer = rescheduleForcedLogout(twoFactor, { requested: read.wish, now, timeZone: settings.timeZone })
  if (answer.kind === "refused") return answer
  return {
    kind: "saved",
    changed: true,
    account: { ...account, twoFactor: { ...twoFactor, ...answer.schedule } },
    warnings: [...scheduleWarnings(answer.schedule, now), ...remarks],
  }
}
