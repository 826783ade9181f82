import { sentEmailCode } from "./email-code-allowance.js"
import type { TicketFacts } from "./ticket-standing.js"
import type { OpenEnrollment, SentEmailCode, UserRecord } from "./user-record.js"

/**
 * Where a live ticket stands, with what that position rests on. The kinds are the states of the machine and the kinds
 * of the steps that a page shows. After `key-issued` comes the factor itself: confirming raises the epoch, and no
 * ticket of the enrollment outlives that.
 */
export type EnrollmentPosition =
  | { readonly kind: "not-started" }
  | { readonly kind: "email-code-sent"; readonly sent: SentEmailCode }
  | { readonly kind: "email-verified"; readonly enrollment: OpenEnrollment }
  | { readonly kind: "key-issued"; readonly enrollment: OpenEnrollment; readonly sealedSecret: string }

/** The states of the machine. */
export type EnrollmentState = EnrollmentPosition["kind"]

/** The position in a state. */
export type PositionIn<S extends EnrollmentState> = Extract<EnrollmentPosition, { readonly kind: S }>

/**
 * Finds where a ticket stands. A ticket sees the enrollment that it names and its own email code, never what another
 * ticket has proved. Whether it still works is for {@link ticketRejection} to say.
 */
export function enrollmentPosition(record: UserRecord, ticket: TicketFacts): EnrollmentPosition {
  const { enrollment } = record
  if (enrollment === null || enrollment.id !== ticket.enrollmentId) {
    const sent = sentEmailCode(record, ticket.id)
    return sent === undefined ? { kind: "not-started" } : { kind: "email-code-sent", sent }
  }
  const { sealedSecret } = enrollment
  return sealedSecret === null
    ? { kind: "email-verified", enrollment }
    : { kind: "key-issued", enrollment, sealedSecret }
}
