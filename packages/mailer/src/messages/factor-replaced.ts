import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import { placeOf } from "../place.js"
import type { MessageOf } from "./message-of.js"

/** Another authenticator took the place of the one there was. */
export function factorReplaced({ at, client }: MessageOf<"factor-replaced">, issuer: string): MailContent {
  return {
    subject: `Your authenticator app for ${issuer} was replaced`,
    heading: `Another authenticator app is set up for your ${issuer} sign-in.`,
    blocks: [
      `It took the place of the old one on ${formatDateAndTime(at)}${placeOf(client)}. Codes from the old app and earlier recovery codes do not work any more.`,
      "If this was not you, someone else can sign in as you: change your password, and tell your administrator at once to reset your authenticator app.",
    ],
  }
}
