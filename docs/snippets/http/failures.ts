import { isMusterClientError } from "@muster/http/client"

/** What to tell a person when a call has no answer. */
export function wordsFor(error: unknown): string {
  if (!isMusterClientError(error)) throw error
  switch (error.code) {
    case "ERR_UNREACHABLE":
    case "ERR_TIMEOUT":
      return "No connection. Try again."
    case "ERR_UNEXPECTED_RESPONSE":
      return "Something else has answered. Does this network ask you to sign in first?"
    case "ERR_SERVER_FAILED":
      return "This does not work right now. Try again in a few minutes."
    case "ERR_UNKNOWN_KIND":
      return "This app is too old for that. Update it."
    case "ERR_REQUEST_REFUSED":
    case "ERR_CONFIGURATION":
      throw error // a fault of the program: for its log
    default:
      return error.code satisfies never
  }
}
