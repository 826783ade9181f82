import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** An admin, or the host, took the factor away. */
export function factorReset(message: MessageOf<"factor-reset">, issuer: string): MailContent {
  return {
    subject: `Your authenticator app for ${issuer} was removed`,
    heading: `Your authenticator app no longer works for your ${issuer} sign-in.`,
    blocks: [
      `${remover(message.by, issuer)} on ${formatDateAndTime(message.at)}. The recovery codes that you have do not work any more either.`,
      "At your next sign-in you set up an authenticator app again.",
      "If you did not ask for this, change your password and tell your administrator.",
    ],
  }
}

// Nobody is named: an id says nothing to whoever reads it, and is a text of somebody else's choice.
function remover(by: MessageOf<"factor-reset">["by"], issuer: string): string {
  return "userId" in by ? "An administrator removed it" : `${issuer} removed it`
}
