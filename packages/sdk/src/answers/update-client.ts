import { MusterError } from "@muster/core"
import { type Client, decideSignIn, minimumFor, type SignInVerdict } from "@muster/policy"
import type { UpdateClient } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { type PrimaryFacts, userFacts } from "../user-facts.js"

/** Tells an old client what it needs. */
export function updateClient(
  deps: Dependencies,
  client: Client,
  verdict: Pick<SignInVerdict, "reasons">,
): UpdateClient {
  const minimum = minimumFor(client.platform, deps.minimum)
  if (minimum === null)
    throw new MusterError("ERR_CONFIGURATION", "no minimum applies to this platform", { field: "builds" })
  return { kind: "update-client", minimum, updateUrl: deps.updateUrl(client), reasons: verdict.reasons }
}

/**
 * Asks the account's rules again when a sign-in is about to be completed: they may have been tightened since it began,
 * and the stricter of the two holds.
 *
 * @see ASVS 8.3.2
 */
export function clientRefusedNow(
  deps: Dependencies,
  claims: PrimaryFacts & { readonly client: Client },
  state: State,
): UpdateClient | null {
  const verdict = decideSignIn({
    account: state.account.rules,
    // Whoever completes has a factor, or is about to: they must be able to sign in with it on this client.
    user: { ...userFacts(state.record, claims), hasFactor: true },
    client: claims.client,
    minimum: deps.minimum,
    now: state.now,
  })
  return verdict.kind === "update-client" ? updateClient(deps, claims.client, verdict) : null
}
