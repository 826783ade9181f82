import { type OpenReplacement, recoveryCodesLeft, type UserRecord } from "@muster/enrollment"
import type { Client, Reasons } from "@muster/policy"
import type { Primary, SignInUser } from "../api/people.js"
import type { ProofNeeded } from "../api/refusals.js"
import type { Enroll } from "../api/sign-in.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { enroll } from "../sign-in/begin.js"

/** Who replaces, and from where. */
export interface Replacing {
  readonly accountId: string
  readonly user: SignInUser
  readonly client: Client
  readonly primary: Primary
}

const reasons: Reasons = [{ code: "factor-to-be-replaced", params: {}, source: { kind: "user" } }]

/** The way into the enrollment: its ticket names the replacement, and dies with it. */
export function enrollToReplace(
  deps: Dependencies,
  call: Replacing,
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
