import { actorOf } from "../actor.js"
import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** An admin, or the host, excused the user from setting up two-factor for a while, or moved the end of that. */
export function exempted({ at, by, until, before }: MessageOf<"exempted">, issuer: string): MailContent {
  const moved = before === null ? "" : ` Until now it was to end on ${formatDateAndTime(before)}.`
  return {
    subject: `You need not set up two-factor for ${issuer} for now`,
    heading: `You need not set up two-factor for your ${issuer} sign-in before ${formatDateAndTime(until)}.`,
    blocks: [
      `${actorOf(by, issuer)} decided that on ${formatDateAndTime(at)}.${moved}`,
      "If you have an authenticator app set up already, you are asked for its code all the same.",
      "If you did not ask for this, tell your administrator: your sign-in is less protected until then.",
    ],
  }
}
