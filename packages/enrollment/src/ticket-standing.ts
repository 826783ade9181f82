import type { Instant } from "@muster/core"
import { limits } from "./limits.js"
import type { UserRecord } from "./user-record.js"

/** What the rules read of a ticket; the rest of its claims is for the services. */
export interface TicketFacts {
  /** No two tickets share one. */
  readonly id: string
  /** The epoch of the user when it was minted. */
  readonly epoch: number
  /** From when on it does not work. */
  readonly expiresAt: Instant
  /** The enrollment that it may see and confirm; `null` for a ticket from the primary method alone. */
  readonly enrollmentId: string | null
  /** The replacement that it belongs to; `null`: it is about no factor that is there. */
  readonly replacementId: string | null
}

/** Why a ticket does not work; `invalid` (not one of ours) is found before any rule. */
export type TicketRejection = "expired" | "spent" | "superseded"

/**
 * Says whether a ticket still works for this user, or why not.
 *
 * A ticket lives until it expires, once after success, and only while the user's epoch is the one it was minted in. A
 * ticket that names an enrollment works only while that enrollment is the open one: two people may hold the password,
 * so what one of them proved must not count for the other. A ticket that names a replacement works only while that is open.
 */
export function ticketRejection(record: UserRecord, ticket: TicketFacts, now: Instant): TicketRejection | null {
  if (ticket.expiresAt <= now) return "expired"
  if (record.spentTickets.some((spent) => spent.id === ticket.id)) return "spent"
  if (record.epoch !== ticket.epoch) return "superseded"
  if (ticket.replacementId !== null && record.replacement?.id !== ticket.replacementId) return "superseded"
  if (ticket.enrollmentId !== null && record.enrollment?.id !== ticket.enrollmentId) return "superseded"
  return null
}

/**
 * Remembers that the ticket has done its work, and forgets those that have expired since.
 *
 * Of more than {@link limits} allows the oldest is forgotten, since tickets cost nothing to whoever knows the password.
 * One that works again by that proves no more than the password did: the enrollment that it named, or the code that it
 * was answered with, is used up all the same.
 */
export function spendTicket(record: UserRecord, ticket: TicketFacts, now: Instant): UserRecord {
  const remembered = record.spentTickets.filter((spent) => spent.expiresAt > now).slice(1 - limits.spentTickets)
  return { ...record, spentTickets: [...remembered, { id: ticket.id, expiresAt: ticket.expiresAt }] }
}
