import { limits } from "@muster/enrollment"
import type { SignInVerdict } from "@muster/policy"
import type { Enroll } from "../api/sign-in.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { maskEmail } from "../mail/mask-email.js"
import { mintTicket } from "../ticket.js"
import { claimsOf, lasting, type TicketedCall } from "./ticketed-call.js"

/** The answer that leads into enrollment; nothing is sent before the user asks for it. */
export async function enroll(
  deps: Dependencies,
  call: TicketedCall,
  state: State,
  { reasons }: Pick<SignInVerdict, "reasons">,
  replacementId: string | null = null,
): Promise<Enroll> {
  const lifetime = lasting(state, limits.enrollmentSeconds)
  const { digits } = deps.totp
  return {
    kind: "enroll",
    ...(await mintTicket(deps, { ...claimsOf(call, state), purpose: "enroll", digits, replacementId, ...lifetime })),
    reasons,
    current: { kind: "not-started", maskedEmail: call.user.email === null ? null : maskEmail(call.user.email) },
  }
}
