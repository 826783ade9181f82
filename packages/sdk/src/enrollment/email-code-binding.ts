import type { EmailCodeBinding } from "@muster/core"
import type { TicketClaims } from "../ticket.js"

/** What an email code is bound to: it answers for this ticket and this address alone. */
export function emailCodeBinding(claims: TicketClaims, address: string): EmailCodeBinding {
  return { accountId: claims.accountId, userId: claims.userId, ticketId: claims.id, address }
}
