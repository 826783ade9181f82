import type { Output, UserRecord } from "@muster/enrollment"
import type { Client } from "@muster/policy"
import type { Writes } from "./attempts/decide-and-save.js"
import type { Dependencies } from "./dependencies.js"
import { userEvent } from "./events/audit-event.js"
import { machineEvent } from "./events/machine-event.js"
import type { State } from "./load.js"
import { knownAddresses } from "./mail/notices.js"
import type { MailDraft } from "./mail/sealed-mail.js"
import type { AuditEvent, UserKey } from "./ports/index.js"
import type { TicketClaims } from "./ticket.js"
import { userKey } from "./user-key.js"

/** What a machine has made of a record. */
export interface Moved {
  readonly record: UserRecord
  readonly outputs: readonly Output[]
}

/** Whom the outputs of a machine are about, and what it does not know of them. */
export interface About {
  readonly key: UserKey
  readonly client: Client | null
  /** With the record before the change, so that the owner of a factor that goes is told. */
  readonly state: Pick<State, "record" | "now">
  /** Where the user is reached now; asked only if there is something to tell. */
  readonly reach: () => Promise<{ readonly email: string | null; readonly locale: string | null }>
  /** What a mail with a code says, and for which ticket; the machine knows only a digest. */
  readonly emailCode?: { readonly code: string; readonly ticketId: string } | null
}

/**
 * Turns the outputs of a machine into the rows that are saved with the record. What happens is told at every address that is
 * known; a code goes to the one of now alone. Without an address there is nobody to tell; the event is recorded all the same.
 */
export async function rowsOf(deps: Dependencies, { record: after, outputs }: Moved, about: About): Promise<Writes> {
  const { key, client, state } = about
  const { record, now } = state
  const events: AuditEvent[] = []
  const mail: MailDraft[] = []
  const withdraw: string[] = []
  for (const output of outputs) {
    switch (output.kind) {
      case "record-event":
        events.push(userEvent(deps, machineEvent(output.event, { before: record, after }), { ...key, client }, now))
        // Whoever has enrolled has nothing more to be reminded of.
        if (output.event === "enrolled") withdraw.push(reminderTopic)
        break
      case "withdraw-mail":
        withdraw.push(emailCodeTopic(output.ticketId))
        break
      case "send-mail": {
        const { email, locale } = await about.reach()
        const content = contentOf(output, about)
        const addresses = output.mail === "email-code" ? [email] : await knownAddresses(deps, key, record, email)
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

/** The rows of a step that its ticket is about: who and where is in the ticket. */
export function writesOf(
  deps: Dependencies,
  moved: Moved,
  claims: TicketClaims,
  state: Pick<State, "record" | "now">,
  emailCode: string | null = null,
): Promise<Writes> {
  return rowsOf(deps, moved, {
    key: userKey(claims),
    client: claims.client,
    state,
    reach: async () => claims,
    emailCode: emailCode === null ? null : { code: emailCode, ticketId: claims.id },
  })
}

/** The topic of reminders of the forced logout. */
export const reminderTopic = "forced-logout-reminder"

/** The topic of the mail with a ticket's code. */
export const emailCodeTopic = (ticketId: string) => `email-code:${ticketId}`

function contentOf(
  output: Extract<Output, { readonly kind: "send-mail" }>,
  { client, state: { now }, emailCode = null }: About,
): Pick<MailDraft, "message" | "expiresAt" | "topic"> {
  switch (output.mail) {
    case "email-code":
      if (emailCode === null) throw new TypeError("a mail with a code needs the code")
      return {
        message: { kind: "email-code", code: emailCode.code, expiresAt: output.expiresAt },
        expiresAt: output.expiresAt,
        topic: emailCodeTopic(emailCode.ticketId),
      }
    case "enrolled":
    case "factor-replaced":
    case "factor-removed":
    case "recovery-codes-regenerated":
      return { message: { kind: output.mail, at: now, client }, expiresAt: null, topic: null }
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
