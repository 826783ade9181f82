import { actorOf } from "../actor.js"
import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** The excuse is over before its end. Whether two-factor is asked for now depends on the account, and is not said. */
export function exemptionEnded({ at, by }: MessageOf<"exemption-ended">, issuer: string): MailContent {
  return {
    subject: `You are no longer excused from two-factor for ${issuer}`,
    heading: `You are no longer excused from setting up two-factor for your ${issuer} sign-in.`,
    blocks: [
      `${actorOf(by, issuer)} ended that on ${formatDateAndTime(at)}.`,
      "If you have to use two-factor and have not set up an authenticator app, you do so at your next sign-in.",
      "If you did not expect this, tell your administrator.",
    ],
  }
}
