import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** Somebody with the password asked for another authenticator, and has to wait. What stops it is in the hands of the owner. */
export function replacementHeld({ at, until }: MessageOf<"replacement-held">, issuer: string): MailContent {
  return {
    subject: `Someone asked to replace your authenticator app for ${issuer}`,
    heading: `Someone asked to set up another authenticator app for your ${issuer} sign-in.`,
    blocks: [
      `It was asked for on ${formatDateAndTime(at)}, with your password and without a code. It can be set up from ${formatDateAndTime(until)} on.`,
      "If this was you, sign in again then. Until then your old app works, and a code from it ends the wait.",
      "If this was not you, sign in with a code from your app before then: that stops it. Then change your password and tell your administrator.",
    ],
  }
}
