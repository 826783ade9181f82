import { formatDateAndTime, formatTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** Wrong codes after a right password (ASVS 6.3.5), while sign-in still goes on. */
export function failuresNoticed(message: MessageOf<"failures-noticed" | "locked">, issuer: string): MailContent {
  const wait = message.until === null ? "" : ` No code is accepted before ${formatTime(message.until)}.`
  return {
    subject: `Wrong codes were entered for ${issuer}`,
    heading: `Someone who knows your ${issuer} password entered wrong codes.`,
    blocks: [
      `It happened on ${formatDateAndTime(message.at)}.${wait}`,
      "If this was you, there is nothing to do. If your app's codes keep being refused, check that the time on your phone is set automatically.",
      "If this was not you, change your password and tell your administrator.",
    ],
  }
}
