import { type KnownReplacement, type Person, violated } from "./person.js"

/** A ticket that somebody was handed. */
export interface Ticket {
  readonly text: string
  readonly purpose: "challenge" | "enroll"
  /** That of the user at the time. */
  readonly epoch: number
  readonly expiresAt: number
  /** Minted for a session: the password was not asked for. */
  readonly isStepUp: boolean
  /** Whether it names an enrollment, which is so once an email code was right. */
  readonly namesEnrollment: boolean
  /** The replacement that it belongs to. */
  readonly replacement: KnownReplacement | null
  /** The key that it was shown. */
  shown: string | null
  isSpent: boolean
}

/** An instant as the clock shows it, and the latest that it has ever shown: it may have been set back. */
export interface Times {
  readonly now: number
  readonly latest: number
}

/** `unsure` where the reference does not follow the rules as far, as after a clock that was set back. */
export type TicketStanding = "works" | "dead" | "unsure"

/** Whether a ticket must work, or must not: for its time, once, in its epoch, for the enrollment and the replacement that it names. */
export function standingOf(person: Person, ticket: Ticket, { now, latest }: Times): TicketStanding {
  if (ticket.expiresAt <= now || ticket.epoch !== person.epoch) return "dead"
  if (ticket.namesEnrollment && person.enrolling !== ticket) return "dead"
  if (ticket.replacement !== null && person.replacement !== ticket.replacement) return "dead"
  // What has expired is forgotten.
  if (ticket.expiresAt <= latest) return "unsure"
  if (ticket.isSpent) return "dead"
  return ticket.replacement?.isProved === false ? "unsure" : "works"
}

/** A ticket has led to something. */
export function hasWorked(person: Person, ticket: Ticket, purpose: Ticket["purpose"], times: Times): void {
  if (ticket.purpose !== purpose) violated(`a ticket for another purpose worked for ${purpose}`, person)
  if (standingOf(person, ticket, times) === "dead") violated("a dead ticket worked", person)
}

/** A ticket was rejected. */
export function hasBeenRejected(person: Person, ticket: Ticket, purpose: Ticket["purpose"], times: Times): void {
  if (ticket.purpose === purpose && standingOf(person, ticket, times) === "works")
    violated("a ticket was rejected that works", person)
}

/** Keeps a ticket that an answer hands out. */
export function keepTicket(
  person: Person,
  answer: object,
  of: Partial<Pick<Ticket, "isStepUp" | "namesEnrollment" | "replacement">> & Pick<Ticket, "purpose">,
): Ticket | null {
  if (!("ticket" in answer && "expiresAt" in answer)) return null
  const ticket: Ticket = {
    text: answer.ticket as string,
    expiresAt: answer.expiresAt as number,
    epoch: person.epoch,
    isStepUp: false,
    namesEnrollment: false,
    replacement: null,
    shown: null,
    isSpent: false,
    ...of,
  }
  person.tickets.push(ticket)
  return ticket
}
