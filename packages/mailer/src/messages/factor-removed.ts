import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import { placeOf } from "../place.js"
import type { MessageOf } from "./message-of.js"

/** Its own user gave the factor up. Whether the next sign-in asks for another is not said: it may change before that. */
export function factorRemoved({ at, client }: MessageOf<"factor-removed">, issuer: string): MailContent {
  return {
    subject: `You removed your authenticator app for ${issuer}`,
    heading: `Your authenticator app no longer works for your ${issuer} sign-in.`,
    blocks: [
      `It was removed by someone who was signed in as you, on ${formatDateAndTime(at)}${placeOf(client)}. Your recovery codes do not work any more either.`,
      "Until you set up an authenticator app again, whoever knows your password may be able to sign in as you.",
      "If this was not you, change your password, set up an authenticator app again and tell your administrator.",
    ],
  }
}
