import { type EnrollmentRefusal, ticketRejection } from "@muster/enrollment"
import type { WrongStep } from "../api/enrollment-steps.js"
import type { NoEmail, Throttled, TicketRejected, WrongCode } from "../api/refusals.js"
import { wrongCode } from "../attempts/wrong-code.js"
import type { Dependencies } from "../dependencies.js"
import { loadState, type State } from "../load.js"
import { enrollmentStep, type HeldTicket } from "./step.js"

type Refused<R extends EnrollmentRefusal["kind"]> = {
  "ticket-rejected": TicketRejected
  "wrong-step": WrongStep
  "no-email": NoEmail
  "resend-throttled": Throttled
  "wrong-code": WrongCode
}[R]

/** A refusal of the machine in the words of the API. */
export async function enrollmentRefused<R extends EnrollmentRefusal>(
  deps: Dependencies,
  held: HeldTicket,
  state: State,
  refusal: R,
): Promise<Refused<R["kind"]>> {
  // The compiler does not follow a type parameter through a switch; each case returns what the type above says of its
  // kind.
  return (await answerOf(deps, held, state, refusal)) as Refused<R["kind"]>
}

async function answerOf(
  deps: Dependencies,
  held: HeldTicket,
  state: State,
  refusal: EnrollmentRefusal,
): Promise<Refused<EnrollmentRefusal["kind"]>> {
  switch (refusal.kind) {
    case "ticket-rejected":
    case "no-email":
      return refusal
    case "wrong-step":
      return { kind: "wrong-step", current: await enrollmentStep(deps, held, state) }
    case "resend-throttled":
      return { kind: "throttled", retryAt: refusal.retryAt, limit: "resend" }
    case "wrong-code": {
      const { clockSkewSteps, why } = refusal
      const period = state.record.enrollment?.totp.periodSeconds ?? deps.totp.periodSeconds
      const skew = clockSkewSteps === undefined ? undefined : clockSkewSteps * period
      return wrongCode(why, "codes", state.throttle, state.now, skew)
    }
  }
}

/**
 * Answers a code that was not charged, because it is none (`malformed`) or because there is no row to charge: the
 * ticket and the step come first, since a page that shows the wrong field cannot be answered with "wrong code".
 */
export async function uncharged(
  deps: Dependencies,
  held: HeldTicket,
  expected: "email-code-sent" | "key-issued",
): Promise<TicketRejected | WrongStep | WrongCode> {
  const state = await loadState(deps, held.claims)
  const reason = ticketRejection(state.record, held.claims, state.now)
  if (reason !== null) return { kind: "ticket-rejected", reason }
  const current = await enrollmentStep(deps, held, state)
  return current.kind === expected
    ? wrongCode("malformed", "codes", state.throttle, state.now)
    : { kind: "wrong-step", current }
}
