import type { Instant } from "@muster/core"
import { frozen, type ReminderClaim } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { accountColumns, toStoredAccount } from "./account-rows.js"

/**
 * An account that another claim is taking is skipped, not waited for: machines share the accounts, and each is looked at by
 * one of them. What comes first is found by an index of accounts that have changed, which is used for its order: Postgres takes
 * two columns for different in most rows. Then by one of those that are claimable.
 *
 * The place that a look has reached is void for another state of the account: it may bind other users. A job: it looks at all
 * accounts.
 */
export async function claimReminders(
  database: Database,
  { accounts }: Tables,
  input: { readonly now: Instant; readonly leaseSeconds: number },
): Promise<ReminderClaim | undefined> {
  const [row] = await database.run(
    `with changed as (
       select account_id from ${accounts} where reminders_version <> version
       order by account_id limit 1 for update skip locked
     ), due as (
       select account_id from ${accounts}
       where reminders_claimable_at <= $now::bigint and reminders_version = version and not exists (select from changed)
       order by reminders_claimable_at limit 1 for update skip locked
     ), claimed as (
       update ${accounts} a set
         reminders_place = case when a.reminders_version = a.version then a.reminders_place end,
         reminders_version = a.version,
         reminders_lease = a.reminders_lease + 1,
         reminders_claimable_at = $now + $lease::bigint
       from (select account_id from changed union all select account_id from due) c
       where a.account_id = c.account_id
       returning a.*
     )
     select account_id, reminders_lease, reminders_place, ${accountColumns("c")} from claimed c`,
    { now: input.now, lease: input.leaseSeconds * 1000 },
  )
  const account = row === undefined ? undefined : toStoredAccount(row)
  if (row === undefined || account === undefined) return undefined
  return frozen({
    accountId: String(row.account_id),
    account,
    lease: Number(row.reminders_lease),
    place: row.reminders_place === null ? null : String(row.reminders_place),
  })
}

/** When the next account can be claimed. A job: it looks at all accounts. */
export async function nextRemindersAt(database: Database, { accounts }: Tables): Promise<Instant | null> {
  const row = await database.runForRow(
    `select case
       when (select account_id from ${accounts} where reminders_version <> version order by account_id limit 1) is not null
         then 0
       else (select min(reminders_claimable_at) from ${accounts} where reminders_claimable_at is not null) end as next`,
    {},
  )
  return row.next === null ? null : Number(row.next)
}
