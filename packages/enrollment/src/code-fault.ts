import type { VerifyTotpResult } from "@muster/core"
import type { AttemptOutcome } from "./transition.js"

/** Why a code that was compared, or could not be, was not accepted. */
export type CodeFault = "mismatch" | "malformed" | "already-used" | "replaced-by-newer" | "expired"

/** The fault of a code from an authenticator that was not accepted. */
export function faultOf(verification: Extract<VerifyTotpResult, { readonly kind: "rejected" }>): CodeFault {
  return verification.reason === "replayed" ? "already-used" : verification.reason
}

/**
 * What becomes of the attempt: it stays spent where the code may have been a guess. An expired or a malformed code was
 * compared with nothing, and one that was used before was known and not guessed.
 */
export function attemptAfter(fault: CodeFault): Exclude<AttemptOutcome, "clear"> {
  return fault === "mismatch" || fault === "replaced-by-newer" ? "keep" : "refund"
}
