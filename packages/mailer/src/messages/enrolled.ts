import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import { placeOf } from "../place.js"
import type { MessageOf } from "./message-of.js"

/** A factor is confirmed. */
export function enrolled({ at, client }: MessageOf<"enrolled">, issuer: string): MailContent {
  return {
    subject: `An authenticator app is set up for ${issuer}`,
    heading: `An authenticator app is set up for your ${issuer} sign-in.`,
    blocks: [
      `It was set up on ${formatDateAndTime(at)}${placeOf(client)}.`,
      "From now on, each sign-in asks for a code from the app.",
      "If this was not you, tell your administrator.",
    ],
  }
}
