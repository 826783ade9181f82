import type { MessageOf } from "./messages/message-of.js"

type Client = MessageOf<"enrolled">["client"]

/**
 * Says where something was done, as the end of a sentence: ", in a web browser"; nothing where that is not known.
 *
 * The build is left out: it is whatever the client says, and no text of a stranger's choice goes into a mail.
 */
export function placeOf(client: Client): string {
  const place = client === null ? undefined : places.get(client.platform)
  return place === undefined ? "" : `, ${place}`
}

// A map and not an object, so that a platform that this version does not know is simply not named.
const places: ReadonlyMap<string, string> = new Map<NonNullable<Client>["platform"], string>([
  ["windows", "in the Windows app"],
  ["mac", "in the Mac app"],
  ["linux", "in the Linux app"],
  ["web", "in a web browser"],
  ["ios", "in the iPhone or iPad app"],
  ["android", "in the Android app"],
  ["cli", "in a terminal"],
])
