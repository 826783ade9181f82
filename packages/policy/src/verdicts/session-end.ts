import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { longestExcuse } from "./excuse.js"
import type { AssuranceFacts, SessionUserFacts } from "./session.js"

/** Something that ends a session. */
export interface SessionEnd {
  /** From when on the session is over; `null`: it is over, and nobody knows since when. */
  readonly at: Instant | null
  /** What ends it. */
  readonly reason: Reason
  /** Whether an activity that began before may go on. */
  readonly drains: boolean
}

/** Finds the end that a change of the user's factor or sign-in method has put to a session; `null`: none. */
export function endByEpoch(user: SessionUserFacts, assurance: AssuranceFacts): SessionEnd | null {
  if (assurance.epoch > user.epoch) return invalidEnd
  if (assurance.epoch === user.epoch) return null
  const by = user.epochRaisedBy
  if (by === null) return invalidEnd
  const ownFirstEnrollment = by === "enrolled" && assurance.epoch === user.epoch - 1
  return {
    at: user.enrolledAt ?? null,
    reason: createReason("epoch-raised", { by }, { kind: "user" }),
    drains: ownFirstEnrollment,
  }
}

const invalidEnd: SessionEnd = {
  at: null,
  reason: createReason("assurance-invalid", {}, { kind: "user" }),
  drains: false,
}

/** The end that a forced logout puts to a session. */
export interface ForcedEnd extends SessionEnd {
  /** An activity that began before this may drain; its drain counts from here. */
  readonly at: Instant
  /** From when on the session is over; minus infinity for what has happened, whatever the clock says. */
  readonly overAt: Instant
}

/**
 * Finds the end that the account's forced logouts put to a session, past or to come; `null`: none that is known now.
 *
 * It concerns sessions that proved a password alone, of users who are bound; for an exempt user it waits for the exemption's
 * end, and for a user of a stage until that begins. A session that an earlier forced logout has ended waits for no stage.
 */
export function endByForcedLogout(
  { twoFactor, lastForcedLogoutAt }: AccountRules,
  user: SessionUserFacts,
  { method, signedInAt, notBound }: AssuranceFacts,
): ForcedEnd | null {
  if (twoFactor.kind === "off" || method !== "primary-only" || notBound !== null) return null
  if (lastForcedLogoutAt !== null && signedInAt < lastForcedLogoutAt) {
    // While two-factor was off, a session that an earlier forced logout had ended was free to begin an activity. It ends again
    // when two-factor comes back, and what runs then may drain as it may for everyone else.
    const { exemptUntil } = user
    const at = Math.max(lastForcedLogoutAt, twoFactor.enabledAt, exemptUntil ?? lastForcedLogoutAt)
    return { at, overAt: exemptUntil ?? Number.NEGATIVE_INFINITY, ...forcedLogout(lastForcedLogoutAt) }
  }
  const { forcedLogoutAt } = twoFactor
  if (forcedLogoutAt === null) return null
  const at = Math.max(forcedLogoutAt, longestExcuse(twoFactor, user)?.until ?? forcedLogoutAt)
  return { at, overAt: at, ...forcedLogout(forcedLogoutAt) }
}

function forcedLogout(at: Instant): Pick<SessionEnd, "reason" | "drains"> {
  return { reason: createReason("forced-logout", { at }, { kind: "account" }), drains: true }
}
