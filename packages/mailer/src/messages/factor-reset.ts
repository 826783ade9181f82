import { actorOf } from "../actor.js"
import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/**
 * An admin, or the host, took the factor away. Whether two-factor is still asked of the user is not said: it may change
 * before the next sign-in.
 */
export function factorReset(message: MessageOf<"factor-reset">, issuer: string): MailContent {
  return {
    subject: `Your authenticator app for ${issuer} was removed`,
    heading: `Your authenticator app no longer works for your ${issuer} sign-in.`,
    blocks: [
      `${actorOf(message.by, issuer)} removed it on ${formatDateAndTime(message.at)}. Your recovery codes do not work any more either.`,
      "If you have to use two-factor, you set up an authenticator app again at your next sign-in.",
      "If you did not ask for this, change your password and tell your administrator.",
    ],
  }
}
