import type { Books, Edit, Visit } from "./books.js"
import { at } from "./excuses.js"
import { type Fault, fault } from "./faults.js"

/** Whoever has a factor is asked for its code, and whose factor was taken away is not. */
export function checkVisits({ visits }: Books, edits: ReadonlyMap<number, readonly Edit[]>): Fault[] {
  return visits.flatMap((visit) => {
    const resets = (edits.get(visit.user) ?? []).filter(
      ({ kind, outcome }) => kind === "reset" && outcome.kind !== "refused",
    )
    return visit.met.flatMap((met) => checkMet(visit, met, resets))
  })
}

function checkMet(visit: Visit, met: string, resets: readonly Edit[]): Fault[] {
  const where = `${at(visit.user)}, ${visit.scenario}: ${met}`
  if (met === "challenge") {
    const isOver = resets.some(({ outcome, endedAt }) => outcome.kind === "saved" && endedAt < visit.begunAt)
    return isOver ? [fault("reset-forgotten", where)] : []
  }
  // Without a factor they enroll, or are let in where two-factor is off.
  const mayBeWithout = met === "enroll" || met === "signed-in"
  const wasReset = resets.some(({ sentAt }) => sentAt <= visit.endedAt)
  return mayBeWithout && wasReset ? [] : [fault("turned-away", where)]
}
