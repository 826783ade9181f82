import { type OpenReplacement, recoveryCodesLeft, type UserRecord } from "@muster/enrollment"
import type { Reasons } from "@muster/policy"
import { enroll } from "../answers/enroll.js"
import type { TicketedCall } from "../answers/ticketed-call.js"
import type { ProofNeeded } from "../api/refusals.js"
import type { Enroll } from "../api/sign-in.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"

const reasons: Reasons = [{ code: "factor-to-be-replaced", params: {}, source: { kind: "user" } }]

/** The way into the enrollment: its ticket names the replacement, and dies with it. */
export function enrollToReplace(
  deps: Dependencies,
  call: TicketedCall,
  state: State,
  { id }: OpenReplacement,
): Promise<Enroll> {
  return enroll(deps, call, state, { reasons }, id)
}

/** Where an authenticator may be replaced at all a recovery code does, on the sign-in screen, for whoever has one left. */
export function replacementProofNeeded(record: UserRecord): ProofNeeded {
  const accepts = recoveryCodesLeft(record) > 0 ? (["fresh-sign-in", "recovery-code"] as const) : freshSignIn
  return { kind: "proof-needed", accepts }
}

const freshSignIn = ["fresh-sign-in"] as const
