import { type ThrottlePool, ticketRejection } from "@muster/enrollment"
import type { TicketRejected, WrongCode } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { loadState } from "../load.js"
import type { TicketClaims } from "../ticket.js"
import { wrongCode } from "./wrong-code.js"

/** Answers a text that is no code at all. It could not have been right, so nothing is charged. */
export async function malformedCode(
  deps: Dependencies,
  claims: TicketClaims,
  pool: ThrottlePool,
): Promise<WrongCode | TicketRejected> {
  const state = await loadState(deps, claims, pool)
  const reason = ticketRejection(state.record, claims, state.now)
  if (reason !== null) return { kind: "ticket-rejected", reason }
  return wrongCode("malformed", pool, state.throttle, state.now)
}
