import type { ReminderClaim, ReminderProgress, ReminderRecord, UserKey } from "@muster/sdk/ports"
import { writeEvents } from "./events.js"
import { writeMail } from "./outbox.js"
import { holdsRound, putRound } from "./reminder-rounds.js"
import type { Draft, ReminderRow } from "./tables.js"

export function listReminded(
  draft: Draft,
  { accountId, userIds }: { readonly accountId: string; readonly userIds: readonly string[] },
): readonly ReminderRecord[] {
  const asked = new Set(userIds)
  return [...draft.reminders.inAccount(accountId)]
    .filter(({ userId }) => asked.has(userId))
    .map(({ userId, key, at }) => ({ userId, key, at }))
}

export function saveReminders(draft: Draft, claim: ReminderClaim, progress: ReminderProgress): boolean {
  if (!holdsRound(draft, claim)) return false
  const { accountId, account, lease } = claim
  const { place, claimableAt, reminders } = progress
  putRound(draft, { accountId, version: account.version, lease, place, claimableAt })
  for (const { mail, event, ...record } of reminders) {
    const row: ReminderRow = { accountId, ...record }
    if (draft.reminders.get(accountId, rowId(row)) !== undefined) continue
    draft.reminders.put(accountId, rowId(row), Object.freeze(row))
    writeMail(draft, accountId, [mail])
    writeEvents(draft, accountId, [event])
  }
  return true
}

export function forgetReminders(draft: Draft, { accountId, userId }: UserKey): void {
  for (const row of draft.reminders.inAccount(accountId)) if (row.userId === userId) removeReminder(draft, row)
}

export function removeReminder(draft: Draft, row: ReminderRow): void {
  draft.reminders.remove(row.accountId, rowId(row))
}

function rowId({ userId, key }: Pick<ReminderRow, "userId" | "key">): string {
  return JSON.stringify([userId, key])
}
