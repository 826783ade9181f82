import type { AccountRules } from "@muster/policy"
import type { ProofNeeded } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import type { Authorized } from "./authorize.js"

/**
 * Asks whether the actor has proved enough for what stands between somebody and an account: while two-factor is on, a
 * second factor, and lately. A session that was left open or stolen must not be able to take away the factor of
 * somebody else.
 *
 * @see ASVS 7.5.3; NIST SP 800-63B-4 §3.2.2
 */
export function proofNeeded(
  deps: Dependencies,
  actor: Pick<Authorized, "provedAt">,
  { twoFactor }: AccountRules,
  now: number,
): ProofNeeded | null {
  return twoFactor.kind === "off" ? null : freshProofNeeded(deps, actor, now)
}

/** Asks the same whether two-factor is on or off. */
export function freshProofNeeded(
  { freshProofSeconds }: Dependencies,
  { provedAt }: Pick<Authorized, "provedAt">,
  now: number,
): ProofNeeded | null {
  if (provedAt === "always") return null
  const isFresh = provedAt !== null && now - provedAt <= freshProofSeconds * 1000
  return isFresh ? null : { kind: "proof-needed", accepts: ["fresh-sign-in"] }
}
