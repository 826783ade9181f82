import type { Instant } from "@muster/core"
import type { Output } from "@muster/enrollment"
import type { Writes } from "./attempts/decide-and-save.js"
import type { Dependencies } from "./dependencies.js"
import { userEvent } from "./events/audit-event.js"
import { machineEvent } from "./events/machine-event.js"
import type { State } from "./load.js"
import { knownAddresses } from "./mail/notices.js"
import type { MailDraft } from "./mail/sealed-mail.js"
import type { AuditEvent } from "./ports/index.js"
import type { TicketClaims } from "./ticket.js"

/**
 * Turns the outputs of a machine into the rows that are saved with the record. What happens is told at every address that is
 * known; a code goes to the ticket's alone. `emailCode` is what a mail with a code says; the machine knows only its digest.
 *
 * @param state with the record before the change, so that the owner of a factor that goes is told
 */
export async function writesOf(
  deps: Dependencies,
  outputs: readonly Output[],
  claims: TicketClaims,
  { record, now }: Pick<State, "record" | "now">,
  emailCode: string | null = null,
): Promise<Writes> {
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
        const { email, locale } = claims
        const content = contentOf(output, claims, now, emailCode)
        const addresses = output.mail === "email-code" ? [email] : await knownAddresses(deps, key, record, email)
        // Without an address there is nobody to tell; the event is recorded all the same.
        const known = addresses.filter((address) => address !== null)
        // A second mail of one topic would replace the first.
        mail.push(
          ...known.map((to, index) => ({ key, to, locale, dueAt: now, ...content, ...(index > 0 && { topic: null }) })),
        )
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
