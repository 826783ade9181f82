import type { Instant } from "@muster/core"
import { frozen, type ReminderClaim } from "@muster/sdk/ports"
import { toAccount } from "./accounts.js"
import { numberOrNull, type Sql, textOrNull } from "./sql.js"

const hasChanged = "reminders_version <> version"

/**
 * First an account whose state has changed since its last claim: what was found out about it holds no more, so it begins at
 * the start. Then the one that is claimable longest. Whoever saves an account has nothing to write for this.
 */
export async function claimReminders(
  sql: Sql,
  { now, leaseSeconds }: { readonly now: Instant; readonly leaseSeconds: number },
): Promise<ReminderClaim | undefined> {
  const changed = await sql.row(
    `select account_id from muster_accounts where ${hasChanged} order by account_id limit 1`,
  )
  const next =
    changed ??
    (await sql.row(
      `select account_id from muster_accounts where reminders_claimable_at <= :now
       order by reminders_claimable_at limit 1`,
      { now },
    ))
  const row = await sql.row(
    `update muster_accounts set
       reminders_place = case when ${hasChanged} then null else reminders_place end,
       reminders_version = version,
       reminders_lease = reminders_lease + 1,
       reminders_claimable_at = :leasedUntil
     where account_id = :accountId returning *`,
    { accountId: textOrNull(next?.account_id), leasedUntil: now + leaseSeconds * 1000 },
  )
  if (row === undefined) return undefined
  return frozen({
    accountId: String(row.account_id),
    account: toAccount(row),
    lease: Number(row.reminders_lease),
    place: textOrNull(row.reminders_place),
  })
}

export async function nextRemindersAt(sql: Sql): Promise<Instant | null> {
  const row = await sql.row(
    `select case when exists (select 1 from muster_accounts where ${hasChanged}) then 0
       else (select min(reminders_claimable_at) from muster_accounts) end as next`,
  )
  return numberOrNull(row?.next)
}
