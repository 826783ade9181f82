import type { Instant } from "@muster/core"
import type { UserKey } from "@muster/sdk/ports"
import { removeEvent } from "./events.js"
import { isSpentBefore, removeMail } from "./outbox.js"
import type { Draft } from "./tables.js"

export function prune(draft: Draft, input: { readonly before: Instant; readonly limit: number }): number {
  const events = [...draft.events.all()].filter(({ event }) => event.at < input.before).slice(0, input.limit)
  const mails = [...draft.mail.all()]
    .filter((row) => isSpentBefore(row, input.before))
    .slice(0, input.limit - events.length)
  for (const row of events) removeEvent(draft, row)
  for (const { mail } of mails) removeMail(draft, mail)
  return events.length + mails.length
}

export function eraseTraces(draft: Draft, { accountId, userId }: UserKey): void {
  for (const { mail } of draft.mail.inAccount(accountId)) if (mail.key.userId === userId) removeMail(draft, mail)
  for (const row of draft.events.inAccount(accountId)) if (row.event.userId === userId) removeEvent(draft, row)
}

export function eraseAccount(draft: Draft, accountId: string): void {
  draft.accounts.remove(accountId, accountId)
  for (const { id } of draft.groups.inAccount(accountId)) draft.groups.remove(accountId, id)
  for (const { key } of draft.users.inAccount(accountId)) draft.users.remove(accountId, key.userId)
  for (const { mail } of draft.mail.inAccount(accountId)) removeMail(draft, mail)
  for (const row of draft.events.inAccount(accountId)) removeEvent(draft, row)
}
