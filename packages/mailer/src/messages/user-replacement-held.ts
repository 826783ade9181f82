import { toSingleLine } from "../escape.js"
import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** For an admin: somebody who knows a user's password waits for another authenticator. What helps is in the admin's hands. */
export function userReplacementHeld(
  { at, until, user }: MessageOf<"user-replacement-held">,
  issuer: string,
): MailContent {
  return {
    subject: `A user asked to replace their authenticator app for ${issuer}`,
    heading: `Someone asked to set up another authenticator app for the ${issuer} sign-in of ${toSingleLine(user)}.`,
    blocks: [
      `It was asked for on ${formatDateAndTime(at)}, with the password and without a code. It can be set up from ${formatDateAndTime(until)} on. You receive this as an administrator.`,
      "If the user has lost the phone, there is nothing to do, or you can reset two-factor for them so that they need not wait.",
      "If it was not the user, have them sign in with a code from their app before then: that stops it. Then have their password changed.",
    ],
  }
}
