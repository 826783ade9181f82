import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** Somebody signed in with a recovery code. */
export function recoveryCodeUsed(message: MessageOf<"recovery-code-used">, issuer: string): MailContent {
  return {
    subject: `A recovery code was used for ${issuer}`,
    heading: `A recovery code was used for your ${issuer} sign-in.`,
    blocks: [
      `It was used on ${formatDateAndTime(message.at)}, and does not work again. ${remaining(message.left)}`,
      "If this was not you, change your password and tell your administrator.",
    ],
  }
}

function remaining(left: number): string {
  if (left === 0) return "You have no recovery codes left."
  return left === 1 ? "You have 1 recovery code left." : `You have ${left} recovery codes left.`
}
