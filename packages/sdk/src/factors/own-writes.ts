import type { Output } from "@muster/enrollment"
import type { Client } from "@muster/policy"
import type { Writes } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import { userEvent } from "../events/audit-event.js"
import { type KnownChanges, machineEvent } from "../events/machine-event.js"
import { notices } from "../mail/notices.js"
import type { MailDraft } from "../mail/sealed-mail.js"
import { directoryUser } from "../people/directory-users.js"
import type { AuditEvent, DirectoryUser } from "../ports/index.js"
import { userKey } from "../user-key.js"
import { emailCodeTopic } from "../writes.js"
import type { OwnSession } from "./own-session.js"

/**
 * Turns the outputs of a machine into the rows that are saved with the record, for a user who acts in a session: the address is
 * in no ticket then, so it is looked up, and the notice goes to all that are known.
 */
export async function ownWrites(
  deps: Dependencies,
  { assurance, state }: OwnSession,
  outputs: readonly Output[],
  changes: KnownChanges = {},
  client: Client | null = null,
): Promise<Writes> {
  const { record, now } = state
  const key = userKey(assurance)
  const events: AuditEvent[] = []
  const mail: MailDraft[] = []
  const withdraw: string[] = []
  let user: DirectoryUser | null | undefined
  for (const output of outputs) {
    switch (output.kind) {
      case "record-event":
        events.push(userEvent(deps, machineEvent(output.event, changes), { ...key, client }, now))
        break
      case "withdraw-mail":
        withdraw.push(emailCodeTopic(output.ticketId))
        break
      case "send-mail": {
        if (output.mail !== "factor-removed" && output.mail !== "recovery-codes-regenerated") {
          throw new TypeError("this mail is not sent from a session")
        }
        user ??= await directoryUser(deps, key)
        mail.push(...(await notices(deps, key, { record, user, now }, { kind: output.mail, at: now, client })))
      }
    }
  }
  return { events, mail, withdraw }
}
