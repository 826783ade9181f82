import type { MailWithdrawal } from "./transition.js"
import type { UserRecord } from "./user-record.js"

/** A code that is no longer kept is accepted from nobody, so mail with it that has not gone out must not go out. */
export function withdrawals(before: UserRecord, after: UserRecord): readonly MailWithdrawal[] {
  const kept = new Set(after.emailCodes.map(({ ticketId }) => ticketId))
  return before.emailCodes
    .filter(({ ticketId }) => !kept.has(ticketId))
    .map(({ ticketId }) => ({ kind: "withdraw-mail", mail: "email-code", ticketId }))
}
