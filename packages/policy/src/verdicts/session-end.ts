import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import { createReason, type Reason } from "../reasons/reason.js"
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
  if (assurance.epoch === user.epoch) return null
  const by = user.epochRaisedBy
  if (by === null || assurance.epoch > user.epoch) {
    return { at: null, reason: createReason("assurance-invalid", {}, { kind: "user" }), drains: false }
  }
  const ownFirstEnrollment = by === "enrolled" && assurance.epoch === user.epoch - 1
  return {
    at: user.enrolledAt ?? null,
    reason: createReason("epoch-raised", { by }, { kind: "user" }),
    drains: ownFirstEnrollment,
  }
}

/**
 * Finds the end that the account's forced logouts put to a session, past or to come; `null`: none that is known now.
 *
 * It concerns sessions that proved a password alone, of users who are bound; for an exempt user it waits for the exemption's
 * end.
 */
export function endByForcedLogout(
  { twoFactor, lastForcedLogoutAt }: AccountRules,
  { exemptUntil }: SessionUserFacts,
  { method, signedInAt, notBound }: AssuranceFacts,
): (SessionEnd & { readonly at: Instant }) | null {
  if (twoFactor.kind === "off" || method !== "primary-only" || notBound !== null) return null
  const outlived = lastForcedLogoutAt !== null && signedInAt < lastForcedLogoutAt
  const firedAt = outlived ? lastForcedLogoutAt : twoFactor.forcedLogoutAt
  if (firedAt === null) return null
  // While two-factor was off, a session that an earlier forced logout had ended was free to begin an activity. It ends again
  // when two-factor comes back, and what runs then may drain as it may for everyone else.
  const at = Math.max(firedAt, outlived ? twoFactor.enabledAt : firedAt, exemptUntil ?? firedAt)
  return { at, reason: createReason("forced-logout", { at: firedAt }, { kind: "account" }), drains: true }
}
