import type { Instant } from "@muster/core"
import type { AccountErasure, SaveResult, UserKey } from "@muster/sdk/ports"
import { putAccount, storedAccount } from "./accounts.js"
import { removeEvent } from "./events.js"
import { isSpentBefore, removeMail } from "./outbox.js"
import { forgetReminders, removeReminder } from "./reminders.js"
import type { Draft } from "./tables.js"

export function prune(
  draft: Draft,
  {
    before,
    eventsBefore,
    limit,
  }: { readonly before: Instant; readonly eventsBefore: Instant | null; readonly limit: number },
): number {
  const events = [...draft.events.all()]
    .filter(({ event }) => eventsBefore !== null && event.at < eventsBefore)
    .slice(0, limit)
  const mails = [...draft.mail.all()].filter((row) => isSpentBefore(row, before)).slice(0, limit - events.length)
  const reminders = [...draft.reminders.all()]
    .filter(({ expiresAt }) => expiresAt < before)
    .slice(0, limit - events.length - mails.length)
  for (const row of events) removeEvent(draft, row)
  for (const { mail } of mails) removeMail(draft, mail)
  for (const row of reminders) removeReminder(draft, row)
  return events.length + mails.length + reminders.length
}

export function eraseTraces(draft: Draft, { accountId, userId }: UserKey): void {
  forgetReminders(draft, { accountId, userId })
  for (const { mail } of draft.mail.inAccount(accountId)) if (mail.key.userId === userId) removeMail(draft, mail)
  for (const row of draft.events.inAccount(accountId)) if (row.event.userId === userId) removeEvent(draft, row)
}

export function eraseAccount(draft: Draft, accountId: string, erasure: AccountErasure): SaveResult {
  const { next, expectedVersion, expectedGroupsVersion } = erasure
  const { version = 0, groupsVersion = 0 } = storedAccount(draft, accountId) ?? {}
  if (version !== expectedVersion || groupsVersion !== expectedGroupsVersion) return { kind: "version-conflict" }
  putAccount(draft, accountId, { version: version + 1, groupsVersion: groupsVersion + 1, value: next })
  for (const { id } of draft.groups.inAccount(accountId)) draft.groups.remove(accountId, id)
  for (const { key } of draft.users.inAccount(accountId)) draft.users.remove(accountId, key.userId)
  for (const { mail } of draft.mail.inAccount(accountId)) removeMail(draft, mail)
  for (const row of draft.events.inAccount(accountId)) removeEvent(draft, row)
  for (const row of draft.reminders.inAccount(accountId)) removeReminder(draft, row)
  return { kind: "saved", version: version + 1 }
}
