import { limits } from "@muster/enrollment"
import type { AccountRules } from "@muster/policy"
import type { ProofNeeded } from "../api/refusals.js"
import type { Authorized } from "./authorize.js"

/**
 * Asks whether the actor has proved enough for what stands between somebody and an account: while two-factor is on, a
 * second factor, and lately. A session that was left open or stolen must not be able to take away the factor of
 * somebody else.
 *
 * @see ASVS 7.5.3; NIST SP 800-63B-4 §3.2.2
 */
export function proofNeeded(
  { provedAt }: Pick<Authorized, "provedAt">,
  { twoFactor }: AccountRules,
  now: number,
): ProofNeeded | null {
  if (twoFactor.kind === "off" || provedAt === "always") return null
  const isFresh = provedAt !== null && now - provedAt <= limits.freshSignInSeconds * 1000
  return isFresh ? null : { kind: "proof-needed", accepts: ["fresh-sign-in"] }
}
