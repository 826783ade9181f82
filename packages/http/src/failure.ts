import { isMusterError, type MusterErrorCode } from "@muster/core"
import { refuse } from "./request-problem.js"

/** The failures that pass, or that an operator ends without a change of the program. */
const passing: readonly MusterErrorCode[] = [
  "ERR_STORE_UNAVAILABLE",
  "ERR_STORE_CONFLICT",
  "ERR_STORE_NOT_MIGRATED",
  "ERR_KEY_UNAVAILABLE",
]

/** The response when something threw. Nothing of the error leaves: neither its text nor its code. */
export function respondToFailure(error: unknown): Response {
  const passes = isMusterError(error) && passing.includes(error.code)
  return passes ? refuse("unavailable", { headers: { "Retry-After": "5" } }) : refuse("internal-error")
}
