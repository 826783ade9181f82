import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import { placeOf } from "../place.js"
import type { MessageOf } from "./message-of.js"

/** A new set of recovery codes works, and the one before it does not. */
export function recoveryCodesRegenerated(
  { at, client }: MessageOf<"recovery-codes-regenerated">,
  issuer: string,
): MailContent {
  return {
    subject: `New recovery codes were made for ${issuer}`,
    heading: `There are new recovery codes for your ${issuer} sign-in.`,
    blocks: [
      `They work since ${formatDateAndTime(at)}${placeOf(client)}. Earlier recovery codes do not work any more.`,
      "If this was not you, someone else holds codes that sign in as you: change your password, make new recovery codes and tell your administrator.",
    ],
  }
}
