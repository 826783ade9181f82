import type { Instant } from "@muster/core"
import { attemptAfter, type CodeFault, faultOf } from "./code-fault.js"
import { emailCodeAllowance, sentEmailCode, withMailSent } from "./email-code-allowance.js"
import type { EnrollmentEvent, EnrollmentEventKind, EventOf, RefusalOf } from "./enrollment-event.js"
import type { EnrollmentPosition, EnrollmentState, PositionIn } from "./enrollment-position.js"
import { limits } from "./limits.js"
import { spendTicket, type TicketFacts } from "./ticket-standing.js"
import { refuse, type Transition } from "./transition.js"
import type { SentEmailCode, UserRecord } from "./user-record.js"
import { withdrawals } from "./withdrawals.js"

/** What a transition sees: where the ticket stands, and what has happened. */
export interface EnrollmentInput<P extends EnrollmentPosition, E extends EnrollmentEvent> {
  /** All that is kept of the user. */
  readonly record: UserRecord
  /** A ticket that works. */
  readonly ticket: TicketFacts
  /** Where the ticket stands. */
  readonly position: P
  /** What has happened. */
  readonly event: E
  /** When it has happened. */
  readonly now: Instant
}

/** A cell of the table: a transition, or the refusal of an event that does not belong to the state. */
export type EnrollmentTransition<S extends EnrollmentState, E extends EnrollmentEventKind> = (
  input: EnrollmentInput<PositionIn<S>, EventOf<E>>,
) => Transition<RefusalOf<E>>

/** Refuses an event of another step (a reload, a second tab). Nothing is compared, so nothing is charged. */
export function wrongStep({ position }: EnrollmentInput<EnrollmentPosition, EnrollmentEvent>) {
  return refuse({ kind: "wrong-step", state: position.kind } as const, "refund")
}

/** Mails a code, or another one: the newest replaces those before it, for this ticket alone. */
export function sendEmailCode(
  input: EnrollmentInput<PositionIn<"not-started" | "email-code-sent">, EventOf<"send-email-code">>,
): Transition<RefusalOf<"send-email-code">> {
  const { record, ticket, event, now } = input
  if (event.code === null) return refuse({ kind: "no-email" }, "keep")
  const { nextSendAt } = emailCodeAllowance(record, now)
  if (nextSendAt > now) return refuse({ kind: "resend-throttled", retryAt: nextSendAt }, "keep")

  const before = sentEmailCode(record, ticket.id)
  const replaced = before === undefined ? [] : [before.newest, ...before.replaced]
  const sent: SentEmailCode = {
    ticketId: ticket.id,
    newest: event.code,
    // The record stays small whatever the lifetime of the ticket.
    replaced: replaced.slice(0, limits.emailCodesPerHour),
    sentAt: now,
    expiresAt: Math.min(now + limits.emailCodeSeconds * 1000, ticket.expiresAt),
  }
  const others = record.emailCodes.filter((code) => code.ticketId !== ticket.id && code.expiresAt > now)
  const emailCodes = [...others.slice(1 - limits.openEmailCodes), sent]
  const mailed: UserRecord = withMailSent({ ...record, emailCodes }, now)
  return {
    kind: "moved",
    record: mailed,
    outputs: [
      { kind: "record-event", event: "email-code-sent" },
      { kind: "send-mail", mail: "email-code", expiresAt: sent.expiresAt },
      ...withdrawals(record, mailed),
    ],
    attempt: "keep",
  }
}

/** Opens the enrollment that the next ticket names, and supersedes one that was open before. */
export function verifyEmailCode(
  input: EnrollmentInput<PositionIn<"email-code-sent">, EventOf<"verify-email-code">>,
): Transition<RefusalOf<"verify-email-code">> {
  const { record, ticket, position, event, now } = input
  if (position.sent.expiresAt <= now) return wrongCode("expired")
  if (event.matched === "replaced") return wrongCode("replaced-by-newer")
  if (event.matched === "none") return wrongCode("mismatch")

  const opened: UserRecord = {
    ...record,
    emailCodes: record.emailCodes.filter((code) => code.ticketId !== ticket.id),
    enrollment: {
      id: event.enrollmentId,
      startedAt: now,
      expiresAt: ticket.expiresAt,
      totp: event.totp,
      sealedSecret: null,
    },
  }
  return {
    kind: "moved",
    record: spendTicket(opened, ticket, now),
    outputs: [{ kind: "record-event", event: "email-verified" }, ...withdrawals(record, opened)],
    attempt: "refund",
  }
}

/** Keeps the sealed secret of the factor to be. */
export function issueKey({
  record,
  position,
  event,
}: EnrollmentInput<PositionIn<"email-verified">, EventOf<"issue-key">>): Transition<never> {
  return {
    kind: "moved",
    record: { ...record, enrollment: { ...position.enrollment, sealedSecret: event.sealedSecret } },
    outputs: [{ kind: "record-event", event: "key-issued" }],
    attempt: "keep",
  }
}

/**
 * Turns the enrollment into the factor; the code that confirmed it is spent with it. Where there is a factor, this takes its
 * place in the same step: there is no moment with two, and none without.
 */
export function confirm(
  input: EnrollmentInput<PositionIn<"key-issued">, EventOf<"confirm">>,
): Transition<RefusalOf<"confirm">> {
  const { record, ticket, position, event, now } = input
  const { verification } = event
  if (verification.kind === "rejected") return wrongCode(faultOf(verification), verification.clockSkewSteps)

  const replaces = record.factor !== null
  const enrolled: UserRecord = {
    ...record,
    epoch: record.epoch + 1,
    epochRaisedBy: replaces ? "replaced" : "enrolled",
    factor: {
      id: position.enrollment.id,
      generation: 1,
      totp: position.enrollment.totp,
      sealedSecret: position.sealedSecret,
      lastUsedStep: verification.step,
      enrolledAt: now,
      sealedAddress: event.sealedAddress,
    },
    enrollment: null,
    emailCodes: [],
    recoveryCodes: { id: event.recoveryCodes.setId, createdAt: now, unspent: event.recoveryCodes.digests },
    shownRecoveryCodes: null,
    replacement: null,
    acceptedAttempt:
      event.attempt === null ? null : { digest: event.attempt, at: now, method: "totp", replacementId: null },
    lastSignInAt: now,
  }
  return {
    kind: "moved",
    record: spendTicket(enrolled, ticket, now),
    outputs: [
      { kind: "record-event", event: replaces ? "factor-replaced" : "enrolled" },
      { kind: "send-mail", mail: replaces ? "factor-replaced" : "enrolled" },
      ...withdrawals(record, enrolled),
    ],
    attempt: "refund",
  }
}

/** Ends what this ticket began; what other tickets began stays. */
export function cancel(input: EnrollmentInput<EnrollmentPosition, EnrollmentEvent>): Transition<never> {
  const { record, ticket, now } = input
  const cancelled: UserRecord = {
    ...record,
    enrollment: ticket.enrollmentId === null ? record.enrollment : null,
    emailCodes: record.emailCodes.filter((code) => code.ticketId !== ticket.id),
  }
  return {
    kind: "moved",
    record: spendTicket(cancelled, ticket, now),
    outputs: [{ kind: "record-event", event: "enrollment-cancelled" }, ...withdrawals(record, cancelled)],
    attempt: "keep",
  }
}

function wrongCode(why: CodeFault, clockSkewSteps?: number) {
  const hint = clockSkewSteps === undefined ? {} : { clockSkewSteps }
  return refuse({ kind: "wrong-code", why, ...hint } as const, attemptAfter(why))
}
