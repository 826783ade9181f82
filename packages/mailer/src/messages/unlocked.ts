import { actorOf } from "../actor.js"
import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** An admin, or the host, ended the waits after wrong codes: whoever guessed may go on, and the owner should know. */
export function unlocked({ at, by }: MessageOf<"unlocked">, issuer: string): MailContent {
  return {
    subject: `Your ${issuer} sign-in is unlocked`,
    heading: `Codes are accepted again for your ${issuer} sign-in.`,
    blocks: [
      `After wrong codes you would have had to wait. ${actorOf(by, issuer)} ended that on ${formatDateAndTime(at)}.`,
      "Your authenticator app and your recovery codes work as before.",
      "If you did not ask for this, or the wrong codes were not yours, change your password and tell your administrator.",
    ],
  }
}
