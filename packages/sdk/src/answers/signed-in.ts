import type { Reasons } from "@muster/policy"
import type { SignedIn } from "../api/sign-in.js"
import { makeAssurance } from "../assurance.js"
import { withSecondFactor } from "../authentication-methods.js"
import type { TicketClaims } from "../ticket.js"

const factorActive: Reasons = [{ code: "factor-active", params: {}, source: { kind: "user" } }]

/** The answer to a second factor that was accepted. Made after the save has committed, and nowhere else. */
export function secondFactorProved(
  claims: TicketClaims,
  proof: { readonly method: "totp" | "recovery-code"; readonly epoch: number; readonly at: number },
): SignedIn {
  return {
    kind: "signed-in",
    assurance: makeAssurance({
      v: 1,
      accountId: claims.accountId,
      userId: claims.userId,
      method: proof.method,
      amr: withSecondFactor(claims.primary),
      signedInAt: proof.at,
      epoch: proof.epoch,
    }),
    hostMust: proof.epoch === claims.epoch ? ["rotate-session-id"] : ["rotate-session-id", "end-other-sessions"],
    reasons: factorActive,
  }
}
