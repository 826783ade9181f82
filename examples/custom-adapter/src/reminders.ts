import {
  frozen,
  type Reminder,
  type ReminderClaim,
  type ReminderProgress,
  type ReminderRecord,
} from "@muster/sdk/ports"
import { writeOutputs } from "./outputs.js"
import type { Sql } from "./sql.js"

export async function listReminded(
  sql: Sql,
  { accountId, userIds }: { readonly accountId: string; readonly userIds: readonly string[] },
): Promise<readonly ReminderRecord[]> {
  const rows = await sql.rows(
    `select user_id, reminder_key, at from muster_reminders
     where account_id = :accountId and user_id in (select value from json_each(:userIds))`,
    { accountId, userIds: JSON.stringify(userIds) },
  )
  return frozen(rows.map((row) => ({ userId: String(row.user_id), key: String(row.reminder_key), at: Number(row.at) })))
}

/** A machine that has lost the account, or whose rules are of yesterday, changes no row and writes nothing. */
export async function saveReminders(
  sql: Sql,
  { accountId, account, lease }: ReminderClaim,
  { reminders, place, claimableAt }: ReminderProgress,
): Promise<boolean> {
  const held = await sql.change(
    `update muster_accounts set reminders_place = :place, reminders_claimable_at = :claimableAt
     where account_id = :accountId and reminders_lease = :lease and version = :version`,
    { accountId, lease, version: account.version, place, claimableAt },
  )
  if (held === 0) return false
  for (const reminder of reminders) {
    if (await record(sql, accountId, reminder)) {
      await writeOutputs(sql, accountId, { mail: [reminder.mail], events: [reminder.event] })
    }
  }
  return true
}

/** Whether this is the first of its key to the user; the record keeps any other from being mailed. */
async function record(sql: Sql, accountId: string, { userId, key, at, expiresAt }: Reminder): Promise<boolean> {
  const recorded = await sql.change(
    `insert into muster_reminders (account_id, user_id, reminder_key, at, expires_at)
     values (:accountId, :userId, :key, :at, :expiresAt) on conflict do nothing`,
    { accountId, userId, key, at, expiresAt },
  )
  return recorded === 1
}
