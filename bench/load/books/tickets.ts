import { userIdOf } from "../arrange/users.js"
import type { Books, SecondStep, Visit } from "./books.js"
import { put } from "./faults.js"
import type { Ledger, LedgerEvent } from "./ledger.js"

/** The first number of a ticket. */
const firstNumber = 10_000

/** The build that the client of a ticket says. */
export const buildOf = (number: number) => `v4.3 b${number}`

/** Numbers for tickets, each given once. */
export function ticketNumbers(): () => number {
  let next = firstNumber
  return () => next++
}

/** What books and database say of one ticket. */
export interface Ticket {
  readonly number: number
  readonly visit: Visit
  readonly steps: readonly SecondStep[]
  readonly signIns: readonly LedgerEvent[]
  readonly charges: readonly LedgerEvent[]
}

/** Puts the events of a ticket beside what was asked with it; `stray` are those of tickets that nobody had. */
export function ticketsOf(
  { visits }: Books,
  { events }: Ledger,
): { readonly tickets: readonly Ticket[]; readonly stray: readonly LedgerEvent[] } {
  const signIns = new Map<string, LedgerEvent[]>()
  const charges = new Map<string, LedgerEvent[]>()
  for (const event of events) {
    if (event.kind === "signed-in") put(signIns, `${event.userId} ${event.build}`, event)
    if (event.kind === "attempt-charged") put(charges, `${event.userId} ${event.build}`, event)
  }
  const tickets = visits.flatMap((visit) => {
    const byNumber = new Map<number, SecondStep[]>()
    for (const step of visit.steps) put(byNumber, step.number, step)
    return [...byNumber].map(([number, steps]) => {
      const key = `${userIdOf(visit.user)} ${buildOf(number)}`
      const ticket = { number, visit, steps, signIns: signIns.get(key) ?? [], charges: charges.get(key) ?? [] }
      signIns.delete(key)
      charges.delete(key)
      return ticket
    })
  })
  return { tickets, stray: [...signIns.values(), ...charges.values()].flat() }
}

/** The answer of a try, where it was the right one and was accepted. */
export function accepted(step: SecondStep): number | null {
  for (const { outcome } of step.tries) if (outcome.kind === "signed-in") return outcome.signedInAt
  return null
}
