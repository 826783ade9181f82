import { recoveryCodesLeft } from "@muster/enrollment"
import { secondFactorProved } from "../answers/signed-in.js"
import type { SignedIn } from "../api/sign-in.js"
import { type NamedAttempt, repeatedAttempt } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"

/** Answers a named try again whose answer was lost, as it was answered then; `null`: it is another one. */
export async function signedInAgain(deps: Dependencies, named: NamedAttempt, state: State): Promise<SignedIn | null> {
  const accepted = await repeatedAttempt(deps, named, state)
  // A change of the factor or the password since then has ended what this try had begun.
  if (accepted === null || state.record.epoch !== named.claims.epoch) return null
  // A recovery code is good for one thing: what has begun a replacement signs nobody in.
  if (accepted.replacementId !== null) return null
  const { method, at } = accepted
  const signedIn = secondFactorProved(named.claims, { method, epoch: state.record.epoch, at })
  return method === "totp" ? signedIn : { ...signedIn, recoveryCodesLeft: recoveryCodesLeft(state.record) }
}
