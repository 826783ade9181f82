import type { Page, PageInput, SealedMail, UndeliveredMail, UndeliveredOutcome } from "@muster/sdk/ports"
import { hasExpired, putMail, removeMail, rowId } from "./outbox.js"
import { takePage } from "./pages.js"
import type { Draft, MailRow } from "./tables.js"

export function listUndelivered(
  draft: Draft,
  input: PageInput & { readonly accountId: string },
): Page<UndeliveredMail> {
  const dead = [...draft.mail.inAccount(input.accountId)].filter((row) => row.dead)
  return takePage(dead, byUserAndId, input)
}

const byUserAndId = {
  start: ["", ""],
  placeOf: ({ mail }: MailRow) => [mail.key.userId, mail.id],
  itemOf: ({ mail: { id, key, dueAt, expiresAt }, tries }: MailRow) => ({ id, key, dueAt, expiresAt, tries }),
}

export function settleUndelivered(
  draft: Draft,
  mail: Pick<SealedMail, "id" | "key">,
  outcome: UndeliveredOutcome,
): boolean {
  const row = draft.mail.get(mail.key.accountId, rowId(mail))
  if (row === undefined || !row.dead) return false
  if (outcome.kind === "given-up") {
    removeMail(draft, row.mail)
    return true
  }
  const { dueAt } = outcome
  if (hasExpired(row, dueAt)) return false
  putMail(draft, { mail: Object.freeze({ ...row.mail, dueAt }), tries: 0, leasedUntil: 0, dead: false })
  return true
}
