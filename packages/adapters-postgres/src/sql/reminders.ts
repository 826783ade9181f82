import type { ReminderClaim, ReminderProgress, ReminderRecord } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { outputsSql, outputValues } from "./outputs.js"

/** By the primary key, which begins with account and user. A job: it writes to the users of one account at a time. */
export async function listReminded(
  database: Database,
  { reminders }: Tables,
  { accountId, userIds }: { readonly accountId: string; readonly userIds: readonly string[] },
): Promise<readonly ReminderRecord[]> {
  const rows = await database.run(
    `select user_id, reminder_key, at from ${reminders} where account_id = $account and user_id = any($users::text[])`,
    { account: accountId, users: userIds },
  )
  return Object.freeze(
    rows.map((row) =>
      Object.freeze({ userId: String(row.user_id), key: String(row.reminder_key), at: Number(row.at) }),
    ),
  )
}

/**
 * Progress, records, mail and events in one statement: whoever dies leaves all of a part or nothing of it. The lock of the
 * account's row makes the test of lease and version and the writing one step: a machine that has lost the account, or whose
 * rules are of yesterday, writes nothing. A record that is there keeps its mail and its event from being written.
 */
export async function saveReminders(
  database: Database,
  tables: Tables,
  { accountId, account, lease }: ReminderClaim,
  progress: ReminderProgress,
): Promise<boolean> {
  const { accounts, reminders } = tables
  const { place, claimableAt } = progress
  const rows = await database.run(
    `with held as (
       update ${accounts} set reminders_place = $place, reminders_claimable_at = $claimableAt
       where account_id = $account and reminders_lease = $lease::bigint and version = $version::bigint
       returning account_id
     ), recorded as (
       insert into ${reminders} (account_id, user_id, reminder_key, at, expires_at)
       select $account, r.user_id, r.reminder_key, r.at, r.expires_at
       from json_to_recordset($reminders::text::json)
         as r (user_id text, reminder_key text, at bigint, expires_at bigint)
       where exists (select from held)
       on conflict do nothing returning user_id
     ), ${outputsSql(tables, {
       mailIf: "q.user_id in (select user_id from recorded)",
       eventsIf: "l.user_id in (select user_id from recorded)",
     })}
     select from held`,
    {
      account: accountId,
      lease,
      version: account.version,
      place,
      claimableAt,
      reminders: JSON.stringify(
        progress.reminders.map(({ userId, key, at, expiresAt }) => ({
          user_id: userId,
          reminder_key: key,
          at,
          expires_at: expiresAt,
        })),
      ),
      ...outputValues(accountId, {
        mail: progress.reminders.map(({ mail }) => mail),
        events: progress.reminders.map(({ event }) => event),
        withdraw: [],
      }),
    },
  )
  return rows.length > 0
}
