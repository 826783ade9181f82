import type { Instant } from "@muster/core"
import type { EnrollmentEvent, EnrollmentEventKind, RefusalOf } from "./enrollment-event.js"
import { type EnrollmentPosition, type EnrollmentState, enrollmentPosition } from "./enrollment-position.js"
import {
  cancel,
  confirm,
  type EnrollmentInput,
  type EnrollmentTransition,
  issueKey,
  sendEmailCode,
  verifyEmailCode,
  wrongStep,
} from "./enrollment-transitions.js"
import { type TicketFacts, ticketRejection } from "./ticket-standing.js"
import { refuse, type Transition } from "./transition.js"
import type { UserRecord } from "./user-record.js"

/**
 * The machine: what each event does in each state. This table is the only place that says so; the functions that it
 * names are the transitions and the refusals.
 *
 * ```text
 *                      send again
 *                        ┌───┐
 * not-started ──send──▶ email-code-sent ──verify──▶ email-verified ──issue──▶ key-issued ──confirm──▶ (factor)
 * ```
 *
 * It is the same for a first factor and for one that takes another's place; a ticket of the second kind names the replacement
 * that it belongs to.
 */
export const enrollmentTable: {
  readonly [S in EnrollmentState]: { readonly [E in EnrollmentEventKind]: EnrollmentTransition<S, E> }
} = Object.freeze({
  "not-started": Object.freeze({
    "send-email-code": sendEmailCode,
    "verify-email-code": wrongStep,
    "issue-key": wrongStep,
    confirm: wrongStep,
    cancel,
  }),
  "email-code-sent": Object.freeze({
    "send-email-code": sendEmailCode,
    "verify-email-code": verifyEmailCode,
    "issue-key": wrongStep,
    confirm: wrongStep,
    cancel,
  }),
  "email-verified": Object.freeze({
    "send-email-code": wrongStep,
    "verify-email-code": wrongStep,
    "issue-key": issueKey,
    confirm: wrongStep,
    cancel,
  }),
  // A second key while the first is being typed would lose the first: whoever asks again is shown the one that is
  // there.
  "key-issued": Object.freeze({
    "send-email-code": wrongStep,
    "verify-email-code": wrongStep,
    "issue-key": wrongStep,
    confirm,
    cancel,
  }),
})

/**
 * Decides an event: the ticket first, then the table, then the rules of the transition.
 *
 * Pure: the same arguments give the same answer, and nothing is changed. The caller saves the record with a compare,
 * and decides again when it lost.
 */
export function transitionEnrollment<E extends EnrollmentEvent>(
  record: UserRecord,
  ticket: TicketFacts,
  event: E,
  now: Instant,
): Transition<RefusalOf<E["kind"]>> {
  const reason = ticketRejection(record, ticket, now)
  // A dead ticket leads to no comparison, so a charged attempt is returned. Every event can meet one.
  if (reason !== null) return refuse({ kind: "ticket-rejected", reason } as RefusalOf<E["kind"]>, "refund")
  // Each factor is one epoch, so this cannot come to pass; a factor is too much to lose to a mistake elsewhere.
  if (record.factor !== null && ticket.replacementId === null) {
    return refuse({ kind: "ticket-rejected", reason: "superseded" } as RefusalOf<E["kind"]>, "refund")
  }
  const position = enrollmentPosition(record, ticket)
  // The row belongs to this position and the column to this event, which the compiler cannot follow through two
  // look-ups.
  const decide = enrollmentTable[position.kind][event.kind] as unknown as (
    input: EnrollmentInput<EnrollmentPosition, E>,
  ) => Transition<RefusalOf<E["kind"]>>
  return decide({ record, ticket, position, event, now })
}
