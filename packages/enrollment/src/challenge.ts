import type { Instant, KeyedDigest, VerifyTotpResult } from "@muster/core"
import { attemptAfter, type CodeFault, faultOf } from "./code-fault.js"
import { spendRecoveryCode } from "./recovery-codes.js"
import { cancelReplacement } from "./replacement.js"
import { spendTicket, type TicketFacts, type TicketRejection, ticketRejection } from "./ticket-standing.js"
import { refuse, type Transition } from "./transition.js"
import type { Factor, UserRecord } from "./user-record.js"

/** An answer to a challenge, with the evidence that the caller has gathered. */
export type ChallengeEvent =
  | {
      readonly kind: "verify-code"
      readonly verification: VerifyTotpResult
      /** Digest of the attempt's name, where the caller has given it one. */
      readonly attempt: KeyedDigest | null
    }
  | {
      readonly kind: "use-recovery-code"
      readonly digest: string
      /** Digest of the attempt's name, where the caller has given it one. */
      readonly attempt: KeyedDigest | null
    }

/** Why a challenge was not won. */
export type ChallengeRefusal =
  | { readonly kind: "ticket-rejected"; readonly reason: TicketRejection }
  | { readonly kind: "wrong-code"; readonly why: CodeFault }

type Answer = Transition<ChallengeRefusal>

/**
 * Decides an answer to a challenge: an accepted code is spent together with its ticket, in one new record.
 *
 * A code of a step that was used before is `already-used` and costs no attempt, because it is no guess. How far a wrong
 * code's clock is off is not said: at sign-in that would help whoever guesses.
 *
 * @see RFC 6238 §5.2 (a code is accepted once)
 */
export function answerChallenge(
  record: UserRecord,
  ticket: TicketFacts,
  event: ChallengeEvent,
  now: Instant,
): Transition<ChallengeRefusal> {
  const reason = ticketRejection(record, ticket, now)
  if (reason !== null) return rejected(reason)
  // A ticket of this epoch was minted while there was a factor to ask for; without one it is none of a challenge.
  if (record.factor === null) return rejected("superseded")
  const won =
    event.kind === "verify-code"
      ? verifyCode(record, record.factor, event.verification, now)
      : useRecoveryCode(record, event.digest)
  if (won.kind === "refused") return won
  const method = event.kind === "verify-code" ? "totp" : "recovery-code"
  const acceptedAttempt =
    event.attempt === null ? null : ({ digest: event.attempt, at: now, method, replacementId: null } as const)
  return { ...won, record: spendTicket({ ...won.record, acceptedAttempt, lastSignInAt: now }, ticket, now) }
}

function verifyCode(record: UserRecord, factor: Factor, verification: VerifyTotpResult, now: Instant): Answer {
  if (verification.kind === "rejected") return wrongCode(faultOf(verification))
  // The comparison may be older than the record: a caller that lost a race decides again, and the code is spent by
  // then.
  if (verification.step <= factor.lastUsedStep) return wrongCode("already-used")
  // Whoever has the old authenticator has not lost it: what was begun without it ends.
  const ended = record.replacement?.isProved === false ? cancelReplacement(record, now) : null
  return {
    kind: "moved",
    record: { ...(ended?.record ?? record), factor: { ...factor, lastUsedStep: verification.step } },
    outputs: [{ kind: "record-event", event: "signed-in" }, ...(ended?.outputs ?? [])],
    attempt: "clear",
  }
}

function useRecoveryCode(record: UserRecord, digest: string): Answer {
  const spent = spendRecoveryCode(record, digest)
  if (spent === null) return wrongCode("mismatch")
  return {
    kind: "moved",
    record: spent.record,
    outputs: [...spent.outputs, { kind: "record-event", event: "signed-in" }],
    attempt: "clear",
  }
}

// Nothing was compared, so the attempt is returned.
const rejected = (reason: TicketRejection): Answer => refuse({ kind: "ticket-rejected", reason }, "refund")

const wrongCode = (why: CodeFault): Answer => refuse({ kind: "wrong-code", why }, attemptAfter(why))
