import { toSingleLine } from "../escape.js"
import { formatTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** The code of an enrollment. No link: a mail that asks for a click teaches people to follow the next forged one. */
export function emailCode(message: MessageOf<"email-code">, issuer: string): MailContent {
  const code = toSingleLine(message.code)
  return {
    subject: `${code} is your ${issuer} security code`,
    heading: `Your ${issuer} security code is:`,
    blocks: [
      { code },
      "Enter it where you are signing in.",
      `It works until ${formatTime(message.expiresAt)}. If you ask for a new code, only the newest one works.`,
      "If you did not try to sign in, tell your administrator. Do not give this code to anyone.",
    ],
  }
}
