import type { Instant } from "@muster/core"
import type { Sql } from "./sql.js"

/** What is of no use any more goes in batches, so that no sign-in waits long for the write lock. */
export async function prune(
  sql: Sql,
  input: { readonly before: Instant; readonly eventsBefore: Instant | null; readonly limit: number },
): Promise<number> {
  const { before, eventsBefore, limit } = input
  // Nothing is earlier than null.
  const events = await sql.change(
    `delete from muster_events where (account_id, at, sequence) in (
       select account_id, at, sequence from muster_events where at < :eventsBefore limit :limit
     )`,
    { eventsBefore, limit },
  )
  const mail = await sql.change(
    `delete from muster_mail where (account_id, user_id, mail_id) in (
       select account_id, user_id, mail_id from muster_mail
       where (dead = 1 and (due_at < :before or expires_at < :before))
         -- Whoever has claimed it keeps it until the lease ends.
         or (dead = 0 and expires_at < :before and available_at < :before) limit :limit
     )`,
    { before, limit: limit - events },
  )
  const reminders = await sql.change(
    `delete from muster_reminders where (account_id, user_id, reminder_key) in (
       select account_id, user_id, reminder_key from muster_reminders where expires_at < :before limit :limit
     )`,
    { before, limit: limit - events - mail },
  )
  // Windows that have ended are no rows that anybody counts.
  await sql.change("delete from muster_mail_budgets where ends_at < :before", { before })
  return events + mail + reminders
}
