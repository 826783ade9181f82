import { ticketRejection } from "@muster/enrollment"
import type { Enrollment } from "../api/enrollment.js"
import type { Dependencies } from "../dependencies.js"
import { loadState } from "../load.js"
import { openTicket } from "../ticket.js"
import { enrollmentStep } from "./step.js"

/** One read, no write, no mail. */
export async function currentStep(
  deps: Dependencies,
  { ticket }: Parameters<Enrollment["current"]>[0],
): ReturnType<Enrollment["current"]> {
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const state = await loadState(deps, opened.claims)
  const reason = ticketRejection(state.record, opened.claims, state.now)
  if (reason !== null) return { kind: "ticket-rejected", reason }
  return enrollmentStep(deps, { ticket, claims: opened.claims }, state)
}
