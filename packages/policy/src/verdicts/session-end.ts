import type { Instant } from "@muster/core"
import type { AccountRules, TwoFactorOn } from "../account/account-rules.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { endOfExemption, stageFor } from "./excuse.js"
import type { AssuranceFacts, SessionUserFacts } from "./session.js"

/** Something that ends a session. */
export interface SessionEnd {
  /** What ends it. */
  readonly reason: Reason
  /** An activity that began before this may go on, and its drain counts from here; `null`: none may. */
  readonly drainsBefore: Instant | null
}

/** Finds the end that a change of the user's factor or sign-in method has put to a session; `null`: none. */
export function endByEpoch(user: SessionUserFacts, assurance: AssuranceFacts): SessionEnd | null {
  if (assurance.epoch > user.epoch) return invalidEnd
  if (assurance.epoch === user.epoch) return null
  const { epochRaisedBy: by, enrolledAt } = user
  if (by === null) return invalidEnd
  const ownFirstEnrollment = by === "enrolled" && assurance.epoch === user.epoch - 1
  return {
    reason: createReason("epoch-raised", { by }, { kind: "user" }),
    // Where nobody knows when the user enrolled, whatever runs may have begun after it.
    drainsBefore: ownFirstEnrollment ? enrolledAt : null,
  }
}

const invalidEnd: SessionEnd = {
  reason: createReason("assurance-invalid", {}, { kind: "user" }),
  drainsBefore: null,
}

const always = Number.NEGATIVE_INFINITY

/** The end that the account's rules put to a session. */
export interface RuledEnd extends SessionEnd {
  /** From when on the session is over; minus infinity for what has happened, whatever the clock says. */
  readonly overAt: Instant
}

/**
 * Finds the end that the account's rules put to a session, past or to come; `null`: none that is known now.
 *
 * It concerns sessions that proved a password alone, of users who are bound. A session that began under an excuse ends with it,
 * and one that began after enabling without one is over. Any other ends at the forced logout; for an exempt user that waits for
 * the exemption's end, and for a user of a stage until it begins. What an earlier forced logout has ended waits for nothing.
 */
export function endByRules(
  { twoFactor, lastForcedLogoutAt }: AccountRules,
  user: SessionUserFacts,
  { method, signedInAt, notBound, excusedUntil }: AssuranceFacts,
): RuledEnd | null {
  if (twoFactor.kind === "off" || method !== "primary-only" || notBound !== null) return null
  // One of the very instant of the logout was over by it too.
  if (lastForcedLogoutAt !== null && !(signedInAt > lastForcedLogoutAt)) {
    // While two-factor was off, a session that an earlier forced logout had ended was free to begin an activity. It ends again
    // when two-factor comes back, and what runs then may drain as it may for everyone else.
    const drainsBefore = Math.max(lastForcedLogoutAt, twoFactor.enabledAt)
    return { reason: forcedLogout(lastForcedLogoutAt), drainsBefore, overAt: always }
  }
  if (excusedUntil !== null) return endByExcuse(twoFactor, user, { signedInAt, excusedUntil })
  // One of the very instant of enabling was let in, so it is from before.
  return signedInAt <= twoFactor.enabledAt ? endByForcedLogout(twoFactor, user) : neverBegun(twoFactor)
}

/** A bound user's sign-in leads into enrollment, so what began after enabling, by a way around it, is nobody's session. */
function neverBegun({ enabledAt }: TwoFactorOn): RuledEnd {
  const reason = createReason("required-by-account", { enabledAt }, { kind: "account" })
  return { reason, drainsBefore: null, overAt: always }
}

function endByForcedLogout(twoFactor: TwoFactorOn, user: SessionUserFacts): RuledEnd | null {
  const { forcedLogoutAt } = twoFactor
  if (forcedLogoutAt === null) return null
  const bound = Math.max(forcedLogoutAt, stageFor(twoFactor, user)?.beginsAt ?? forcedLogoutAt)
  const exemptUntil = endOfExemption(user)
  const { exemptedAt } = user
  // An exemption that came later lets the user sign in anew. It does not bring back what was over by then.
  const isExempt = exemptUntil !== null && exemptedAt !== null && exemptedAt < bound
  const at = isExempt ? Math.max(exemptUntil, bound) : bound
  return { reason: forcedLogout(forcedLogoutAt), drainsBefore: at, overAt: at }
}

interface ExcusedSignIn {
  readonly signedInAt: Instant
  readonly excusedUntil: Instant
}

/**
 * The excuse counts as it was at the sign-in, or as it is now where that is shorter. Another exemption, a stage that was made
 * another one, and an excuse in another enablement need another sign-in: else they would bring back what was over.
 */
function endByExcuse(
  twoFactor: TwoFactorOn,
  user: SessionUserFacts,
  { signedInAt, excusedUntil }: ExcusedSignIn,
): RuledEnd {
  const reason = createReason("excuse-over", {}, { kind: "user" })
  // Where nobody knows since when it is over, whatever runs may have begun after it.
  const overSince = (drainsBefore: Instant | null): RuledEnd => ({ reason, drainsBefore, overAt: always })
  if (!(signedInAt >= twoFactor.enabledAt)) return overSince(twoFactor.enabledAt)
  const { exemptedAt } = user
  const exemption = exemptedAt !== null && exemptedAt <= signedInAt ? endOfExemption(user) : null
  const stage = stageFor(twoFactor, user)
  const begins = stage !== null && stage.scheduledAt <= signedInAt ? stage.beginsAt : null
  if (exemption === null && begins === null) return overSince(stage?.scheduledAt ?? null)
  const until = Math.max(exemption ?? Number.NEGATIVE_INFINITY, begins ?? Number.NEGATIVE_INFINITY)
  const at = Math.min(excusedUntil, until)
  return { reason, drainsBefore: at, overAt: at }
}

function forcedLogout(at: Instant): Reason {
  return createReason("forced-logout", { at }, { kind: "account" })
}
