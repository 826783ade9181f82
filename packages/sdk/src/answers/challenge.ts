import { limits, throttleRules, throttleStanding } from "@muster/enrollment"
import type { Challenge } from "../api/sign-in.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { mintTicket } from "../ticket.js"
import { claimsOf, lasting, type TicketedCall } from "./ticketed-call.js"

/** The question that comes after the primary method, and before something dangerous. */
export async function challenge(
  deps: Dependencies,
  call: TicketedCall,
  state: State,
  isStepUp = false,
): Promise<Challenge> {
  const digits = state.record.factor?.totp.digits ?? deps.totp.digits
  const standing = throttleStanding(state.throttle, throttleRules.codes, state.now)
  return {
    kind: "challenge",
    ...(await mintTicket(deps, {
      ...claimsOf(call, state),
      isStepUp,
      purpose: "challenge",
      digits,
      ...lasting(state, limits.challengeSeconds),
    })),
    digits,
    retryAt: standing.kind === "throttled" ? standing.retryAt : standing.kind === "held" ? standing.until : null,
    lostPhone: state.account.rules.settings.replacement.rule,
  }
}
