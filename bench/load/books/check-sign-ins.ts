import type { Edit } from "./books.js"
import { at, isExcused } from "./excuses.js"
import { type Fault, fault, put } from "./faults.js"
import type { LedgerEvent } from "./ledger.js"
import { accepted, type Ticket } from "./tickets.js"

/** Every answer has one event, every event one answer, and every code was accepted once. */
export function checkSignIns(tickets: readonly Ticket[], edits: ReadonlyMap<number, readonly Edit[]>): Fault[] {
  return [...tickets.flatMap((ticket) => checkTicket(ticket, edits)), ...checkCodes(tickets, edits)]
}

function checkTicket(ticket: Ticket, edits: ReadonlyMap<number, readonly Edit[]>): Fault[] {
  const { number, visit, steps, signIns } = ticket
  const where = at(visit.user, number)
  const faults: Fault[] = []
  if (signIns.length > 1) faults.push(fault("sign-in-doubled", `${where}: ${signIns.length} events`))
  if (signIns.length > 0 && !steps.some(({ code }) => code === "right")) faults.push(fault("sign-in-unasked", where))

  for (const step of steps) {
    const last = step.tries.at(-1)?.outcome.kind
    if (last === "unknown" || last === "busy") faults.push(fault("never-answered", `${where}: ${last}`))
    const signedInAt = accepted(step)
    if (signedInAt === null) continue
    if (step.code === "wrong") faults.push(fault("wrong-code-accepted", where))
    if (step.code === "used") faults.push(fault("code-accepted-twice", where))
    if (signIns.length === 0) faults.push(fault("sign-in-lost", `${where}: answered, and not recorded`))
    // An answer that was asked for again tells of the sign-in of then.
    else if (!tellsOf(step.tries, signIns)) faults.push(fault("answer-of-another-sign-in", where))
  }
  const isTold = steps.some((step) => accepted(step) !== null)
  const wasAsked = steps.some(({ code }) => code === "right")
  // Unless the user was edited after the sign-in and before it could be asked for again, or had to wait for that.
  const excused = waits(ticket) || isExcused(visit, edits.get(visit.user))
  if (signIns.length > 0 && wasAsked && !isTold && !excused) {
    faults.push(fault("sign-in-untold", `${where}, ${told(ticket)}`))
  }
  return faults
}

function tellsOf(tries: Ticket["steps"][number]["tries"], signIns: readonly LedgerEvent[]): boolean {
  return tries.every(
    ({ outcome }) => outcome.kind !== "signed-in" || signIns.some((event) => event.at === outcome.signedInAt),
  )
}

/** A code is one user's of one time step, whatever tickets it was typed for. */
function checkCodes(tickets: readonly Ticket[], edits: ReadonlyMap<number, readonly Edit[]>): Fault[] {
  const byCode = new Map<string, Ticket[]>()
  for (const ticket of tickets) {
    const steps = new Set(ticket.steps.filter(({ code }) => code !== "wrong").map(({ step }) => step))
    for (const step of steps) put(byCode, `${at(ticket.visit.user)}, step ${step}`, ticket)
  }
  return [...byCode].flatMap(([where, sharing]) => {
    const used = sharing.filter(({ signIns }) => signIns.length > 0).length
    if (used > 1) return [fault("code-accepted-twice", `${where}: by ${used} tickets`)]
    if (used === 1) return []
    // That nobody waits without a reason is checked with the row of the user.
    const excused = sharing.some((ticket) => waits(ticket) || isExcused(ticket.visit, edits.get(ticket.visit.user)))
    return excused ? [] : [fault("sign-in-lost", `${where}: a right code was never accepted, ${sharing.map(told)}`)]
  })
}

const waits = ({ steps }: Ticket) =>
  steps.some(({ tries }) => tries.some(({ outcome }) => outcome.kind === "throttled" || outcome.kind === "locked"))

/** What a ticket was used for, and what was answered. */
const told = ({ visit, steps }: Ticket) =>
  `${visit.scenario}: ${steps.map(({ code, tries }) => `${code} ${JSON.stringify(tries)}`).join(", ")}`
