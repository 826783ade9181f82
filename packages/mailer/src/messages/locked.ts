import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** No code is accepted any more: until an instant, or until an admin unlocks the user. */
export function locked(message: MessageOf<"failures-noticed" | "locked">, issuer: string): MailContent {
  const end = message.until === null ? "your administrator unlocks it" : formatDateAndTime(message.until)
  return {
    subject: `Your ${issuer} sign-in is locked`,
    heading: `Your ${issuer} sign-in is locked.`,
    blocks: [
      `Someone who knows your password entered too many wrong codes, the last one on ${formatDateAndTime(message.at)}.`,
      `No code from your app is accepted until ${end}.`,
      "Tell your administrator. If this was not you, change your password too.",
    ],
  }
}
