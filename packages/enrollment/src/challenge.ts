import type { Instant, VerifyTotpResult } from "@muster/core"
import { attemptAfter, type CodeFault, faultOf } from "./code-fault.js"
import { spendTicket, type TicketFacts, type TicketRejection, ticketRejection } from "./ticket-standing.js"
import { refuse, type Transition } from "./transition.js"
import type { Factor, UserRecord } from "./user-record.js"

/** An answer to a challenge, with the evidence that the caller has gathered. */
export type ChallengeEvent =
  | { readonly kind: "verify-code"; readonly verification: VerifyTotpResult }
  | { readonly kind: "use-recovery-code"; readonly digest: string }

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
      ? verifyCode(record, record.factor, event.verification)
      : useRecoveryCode(record, event.digest)
  if (won.kind === "refused") return won
  return { ...won, record: spendTicket({ ...won.record, lastSignInAt: now }, ticket, now) }
}

function verifyCode(record: UserRecord, factor: Factor, verification: VerifyTotpResult): Answer {
  if (verification.kind === "rejected") return wrongCode(faultOf(verification))
  // The comparison may be older than the record: a caller that lost a race decides again, and the code is spent by then.
  if (verification.step <= factor.lastUsedStep) return wrongCode("already-used")
  return {
    kind: "moved",
    record: { ...record, factor: { ...factor, lastUsedStep: verification.step } },
    outputs: [{ kind: "record-event", event: "signed-in" }],
    attempt: "clear",
  }
}

// Looking up a digest need not take constant time: what was typed is known here only as its hash.
function useRecoveryCode(record: UserRecord, digest: string): Answer {
  const set = record.recoveryCodes
  if (set === null || !set.unspent.includes(digest)) return wrongCode("mismatch")
  const unspent = set.unspent.filter((other) => other !== digest)
  return {
    kind: "moved",
    record: { ...record, recoveryCodes: { ...set, unspent } },
    outputs: [
      { kind: "record-event", event: "recovery-code-used" },
      { kind: "record-event", event: "signed-in" },
      { kind: "send-mail", mail: "recovery-code-used", left: unspent.length },
    ],
    attempt: "clear",
  }
}

// Nothing was compared, so the attempt is returned.
const rejected = (reason: TicketRejection): Answer => refuse({ kind: "ticket-rejected", reason }, "refund")

const wrongCode = (why: CodeFault): Answer => refuse({ kind: "wrong-code", why }, attemptAfter(why))
