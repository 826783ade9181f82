import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refusalOf, refuse } from "../reasons/reason.js"
import type { Readiness } from "../updates/readiness.js"
import type { AccountRules, TwoFactorOn } from "./account-rules.js"
import type { ActorName } from "./actor.js"
import {
  type ForcedLogout,
  type ForcedLogoutSchedule,
  firedAt,
  readForcedLogout,
  scheduleForcedLogout,
  scheduleWarnings,
  setForcedLogout,
} from "./forced-logout.js"

/** What {@link enableTwoFactor} needs. */
export interface EnableTwoFactorInput {
  /** The account's rules. */
  readonly account: AccountRules
  /** What {@link checkReadiness} answered just now. */
  readonly readiness: Readiness
  /** Whether the account has no device groups. */
  readonly noDeviceGroups: boolean
  /** When password-only sessions end; `null`: no date. */
  readonly forcedLogout: ForcedLogout | null
  /** A fresh id, for the case that this begins an enablement. */
  readonly enablementId: string
  /** Who asks. */
  readonly by: ActorName
  /** Whether the admin who asks has a factor; `system`: a program asks. */
  readonly actingAdmin: "enrolled" | "not-enrolled" | "system"
  /** Whether an admin insists in spite of the readiness, and has given a reason. */
  readonly override: boolean
  /** The present. */
  readonly now: Instant
}

/** The rules with two-factor on. */
export interface TwoFactorEnabled {
  /** Discriminates the answer. */
  readonly kind: "enabled"
  /** False when it was on already, with the same date: there is nothing to save. */
  readonly changed: boolean
  /** What to save. */
  readonly account: AccountRules
  /** What the admin should know: overridden blockers, a short notice, no date, no device groups, no factor of their own. */
  readonly warnings: readonly Reason[]
}

/**
 * Switches two-factor on for an account. Nobody is signed out by that: users enroll at their next sign-in, or when the forced
 * logout comes.
 *
 * Asked again with the same date it changes nothing; with another date, it is {@link setForcedLogout}. Readiness and the acting
 * admin are a matter of switching on, so they do not refuse an account where two-factor is on.
 *
 * @returns `enabled`, or `refused` with all that stands in the way: the date, the readiness (where it is required and not
 * overridden), an admin who has to enroll first
 */
export function enableTwoFactor(input: EnableTwoFactorInput): TwoFactorEnabled | Refused {
  const { twoFactor } = input.account
  return twoFactor.kind === "on" ? enableAgain(input, twoFactor) : beginEnablement(input)
}

function beginEnablement(input: EnableTwoFactorInput): TwoFactorEnabled | Refused {
  const { account, enablementId, by, now } = input
  const { timeZone } = account.settings
  const scheduled = scheduleForcedLogout({ requested: input.forcedLogout, enabledAt: now, now, timeZone })
  const objections = objectionsTo(input)
  if (scheduled.kind === "refused") return refuse(...scheduled.reasons, ...objections)
  const refusal = refusalOf(objections)
  if (refusal !== undefined) return refusal
  const twoFactor: TwoFactorOn = { kind: "on", enablementId, enabledAt: now, enabledBy: by, ...scheduled.schedule }
  return {
    kind: "enabled",
    changed: true,
    account: { ...account, twoFactor },
    warnings: [...warningsAbout(input), ...scheduleWarnings(scheduled.schedule, now)],
  }
}

function enableAgain(input: EnableTwoFactorInput, on: TwoFactorOn): TwoFactorEnabled | Refused {
  const { account, forcedLogout, now } = input
  const read = readForcedLogout(forcedLogout)
  if (read.kind === "refused") return read
  if (isSameDate(on, read.wish, now)) {
    const ahead = firedAt(on, now) === null ? scheduleWarnings(on, now) : []
    return { kind: "enabled", changed: false, account, warnings: [...warningsAbout(input), ...ahead] }
  }
  const saved = setForcedLogout({ account, forcedLogout, now })
  if (saved.kind === "refused") return saved
  return {
    kind: "enabled",
    changed: true,
    account: saved.account,
    warnings: [...warningsAbout(input), ...saved.warnings],
  }
}

/** A lost answer is asked for again: what was "now" then has fired by now. */
function isSameDate(on: ForcedLogoutSchedule, wished: ForcedLogout | null, now: Instant) {
  if (wished === "now") return firedAt(on, now) !== null
  return on.forcedLogout?.date === wished?.date && on.forcedLogout?.timeZone === wished?.timeZone
}

function objectionsTo({ account, readiness, actingAdmin, override }: EnableTwoFactorInput): readonly Reason[] {
  const { requireEnrolledAdmin, readiness: rule } = account.settings
  return [
    ...(readiness.kind === "blocked" && rule === "require" && !override ? readiness.blockers : []),
    ...(requireEnrolledAdmin && actingAdmin === "not-enrolled" ? [adminNotEnrolled] : []),
  ]
}

function warningsAbout({ readiness, noDeviceGroups, actingAdmin }: EnableTwoFactorInput): readonly Reason[] {
  return [
    ...(readiness.kind === "blocked" ? readiness.blockers : []),
    ...(noDeviceGroups ? [createReason("no-device-groups", {}, { kind: "account" })] : []),
    ...(actingAdmin === "not-enrolled" ? [adminNotEnrolled] : []),
  ]
}

const adminNotEnrolled = createReason("acting-admin-not-enrolled", {}, { kind: "user" })

/** What {@link disableTwoFactor} needs. */
export interface DisableTwoFactorInput {
  /** The account's rules. */
  readonly account: AccountRules
  /** The present. */
  readonly now: Instant
}

/** The rules with two-factor off. */
export interface TwoFactorDisabled {
  /** Discriminates the answer. */
  readonly kind: "disabled"
  /** What to save. */
  readonly account: AccountRules
}

/**
 * Switches two-factor off for an account. Users keep their factors and are still asked for a code; a forced logout that has
 * fired is remembered, so that switching on again revives none of the sessions that it ended.
 *
 * @returns `disabled`, or `refused` (`not-enabled`)
 */
export function disableTwoFactor({ account, now }: DisableTwoFactorInput): TwoFactorDisabled | Refused {
  const { twoFactor, lastForcedLogoutAt } = account
  if (twoFactor.kind === "off") return refuse(createReason("not-enabled", {}, { kind: "account" }))
  const at = firedAt(twoFactor, now)
  return {
    kind: "disabled",
    account: {
      ...account,
      twoFactor: { kind: "off" },
      lastForcedLogoutAt: at === null ? lastForcedLogoutAt : Math.max(at, lastForcedLogoutAt ?? at),
    },
  }
}
