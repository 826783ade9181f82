import { toSingleLine } from "../escape.js"
import { formatLocalDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/**
 * To somebody who has not enrolled. The date is named and not only counted to, since mail may lie unread for days; there is
 * no link, as in no mail of Muster's, so that nobody learns to follow one.
 */
export function forcedLogoutReminder(
  { forcedLogoutAt, timeZone, daysLeft }: MessageOf<"forced-logout-reminder">,
  issuer: string,
): MailContent {
  const at = formatLocalDateAndTime(forcedLogoutAt, toSingleLine(timeZone))
  return {
    subject:
      daysLeft === 0
        ? `Set up two-factor for ${issuer} now`
        : `Set up two-factor for ${issuer} within ${days(daysLeft)}`,
    heading: `Your organisation asks for two-factor when you sign in to ${issuer}, and you have not set it up yet.`,
    blocks: [
      `You are signed out wherever you are signed in without it, at ${at}. Your next sign-in then begins with setting it up.`,
      "You need not wait for that: sign out and sign in again. You need an authenticator app on your phone, and it takes some minutes.",
      "If you have set it up meanwhile, there is nothing to do. If you do not use this service, or you did not expect this, tell your administrator.",
    ],
  }
}

function days(count: number): string {
  return count === 1 ? "a day" : `${count} days`
}
