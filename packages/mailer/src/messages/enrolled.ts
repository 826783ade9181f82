import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** A factor is confirmed. */
export function enrolled(message: MessageOf<"enrolled">, issuer: string): MailContent {
  const place = message.client === null ? undefined : places.get(message.client.platform)
  const where = place === undefined ? "" : `, ${place}`
  return {
    subject: `An authenticator app is set up for ${issuer}`,
    heading: `An authenticator app is set up for your ${issuer} sign-in.`,
    blocks: [
      `It was set up on ${formatDateAndTime(message.at)}${where}.`,
      "From now on, each sign-in asks for a code from the app.",
      "If this was not you, tell your administrator.",
    ],
  }
}

type Platform = NonNullable<MessageOf<"enrolled">["client"]>["platform"]

// The build is left out: it is whatever the client says, and no text of a stranger's choice goes into a mail. A map and
// not an object, so that a platform that this version does not know is simply not named.
const places: ReadonlyMap<string, string> = new Map<Platform, string>([
  ["windows", "in the Windows app"],
  ["mac", "in the Mac app"],
  ["linux", "in the Linux app"],
  ["web", "in a web browser"],
  ["ios", "in the iPhone or iPad app"],
  ["android", "in the Android app"],
  ["cli", "in a terminal"],
])
