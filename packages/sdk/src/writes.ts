import type { Instant } from "@muster/core"
import type { Output } from "@muster/enrollment"
import type { Writes } from "./attempts/decide-and-save.js"
import type { Dependencies } from "./dependencies.js"
import { userEvent } from "./events/audit-event.js"
import { machineEvent } from "./events/machine-event.js"
import type { MailDraft } from "./mail/sealed-mail.js"
import type { AuditEvent } from "./ports/index.js"
import type { TicketClaims } from "./ticket.js"

/**
 * Turns the outputs of a machine into the rows that are saved with the record. `emailCode` is what a mail with a code says;
 * the machine knows only its digest.
 */
export function writesOf(
  deps: Dependencies,
  outputs: readonly Output[],
  claims: TicketClaims,
  now: Instant,
  emailCode: string | null = null,
): Writes {
  const key = { accountId: claims.accountId, userId: claims.userId }
  const events: AuditEvent[] = []
  const mail: MailDraft[] = []
  const withdraw: string[] = []
  for (const output of outputs) {
    switch (output.kind) {
      case "record-event":
        events.push(userEvent(deps, machineEvent(output.event), { ...key, client: claims.client }, now))
        break
      case "withdraw-mail":
        withdraw.push(emailCodeTopic(output.ticketId))
        break
      case "send-mail": {
        // Without an address there is nobody to tell; the event is recorded all the same.
        if (claims.email === null) break
        const { email: to, locale } = claims
        mail.push({ key, to, locale, dueAt: now, ...contentOf(output, claims, now, emailCode) })
      }
    }
  }
  return { events, mail, withdraw }
}

/** The topic of the mail with a ticket's code. */
export const emailCodeTopic = (ticketId: string) => `email-code:${ticketId}`

function contentOf(
  output: Extract<Output, { readonly kind: "send-mail" }>,
  claims: TicketClaims,
  now: Instant,
  emailCode: string | null,
): Pick<MailDraft, "message" | "expiresAt" | "topic"> {
  switch (output.mail) {
    case "email-code":
      if (emailCode === null) throw new TypeError("a mail with a code needs the code")
      return {
        message: { kind: "email-code", code: emailCode, expiresAt: output.expiresAt },
        expiresAt: output.expiresAt,
        topic: emailCodeTopic(claims.id),
      }
    case "enrolled":
    case "factor-replaced":
    case "factor-removed":
    case "recovery-codes-regenerated":
      return { message: { kind: output.mail, at: now, client: claims.client }, expiresAt: null, topic: null }
    case "replacement-held":
      return {
        message: { kind: "replacement-held", at: now, until: output.until },
        expiresAt: output.until,
        topic: "replacement-held",
      }
    case "recovery-code-used":
      return { message: { kind: "recovery-code-used", at: now, left: output.left }, expiresAt: null, topic: null }
  }
}
