import type { Factors, LostAuthenticator, NewAuthenticator } from "../api/factors.js"
import type { Dependencies } from "../dependencies.js"
import { replaceFromSession } from "./replace-from-session.js"
import { replaceFromSignIn } from "./replace-from-sign-in.js"

/** Begins to put another authenticator in the place of the one there is, from the sign-in screen or from a session. */
export async function beginFactorReplacement(
  deps: Dependencies,
  input: LostAuthenticator | NewAuthenticator,
): ReturnType<Factors["beginReplacement"]> {
  return "ticket" in input ? replaceFromSignIn(deps, input) : replaceFromSession(deps, input)
}
