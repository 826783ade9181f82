import type { Instant } from "@muster/core"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { buriedFrom, uselessFrom } from "./mail-ages.js"
import { sinceEver } from "./since-ever.js"

/**
 * Rows that another run is deleting are skipped, not waited for: two runs share the work, and each row is counted once.
 * Ended windows of mail budgets go along uncounted. Each kind is taken oldest first, by an index, and never looked for in a whole
 * table. A job: it looks at all accounts.
 */
export async function prune(
  database: Database,
  { events, mail, reminders, mailBudgets }: Tables,
  input: { readonly before: Instant; readonly eventsBefore: Instant | null; readonly limit: number },
): Promise<number> {
  const row = await database.runForRow(
    `with old_events as (
       select account_id, at, seq from ${events}
       where $eventsBefore::bigint is not null and ${sinceEver("at")} and at < $eventsBefore
       order by at nulls first limit $limit::bigint for update skip locked
     ), pruned_events as (
       delete from ${events} e using old_events o
       where e.account_id = o.account_id and e.at = o.at and e.seq = o.seq
     ), dead_mail as (
       select account_id, user_id, mail_id from ${mail}
       where dead and ${sinceEver(uselessFrom)} and ${uselessFrom} < $before::bigint
       order by ${uselessFrom} limit $limit - (select count(*) from old_events) for update skip locked
     ), expired_mail as (
       select account_id, user_id, mail_id from ${mail}
       where not dead and expires_at is not null and ${sinceEver(buriedFrom)} and ${buriedFrom} < $before
       order by ${buriedFrom} limit $limit - (select count(*) from old_events) - (select count(*) from dead_mail)
       for update skip locked
     ), spent_mail as (
       select * from dead_mail union all select * from expired_mail
     ), pruned_mail as (
       delete from ${mail} m using spent_mail s
       where m.account_id = s.account_id and m.user_id = s.user_id and m.mail_id = s.mail_id
     ), old_reminders as (
       select account_id, user_id, reminder_key from ${reminders}
       where ${sinceEver("expires_at")} and expires_at < $before
       order by expires_at limit $limit - (select count(*) from old_events) - (select count(*) from spent_mail)
       for update skip locked
     ), pruned_reminders as (
       delete from ${reminders} r using old_reminders o
       where r.account_id = o.account_id and r.user_id = o.user_id and r.reminder_key = o.reminder_key
     ), ended_budgets as (
       select key, window_seconds from ${mailBudgets} where ${sinceEver("ends_at")} and ends_at < $before
       order by ends_at limit $limit for update skip locked
     ), pruned_budgets as (
       delete from ${mailBudgets} b using ended_budgets e where b.key = e.key and b.window_seconds = e.window_seconds
     )
     select (select count(*) from old_events) + (select count(*) from spent_mail)
       + (select count(*) from old_reminders) as pruned`,
    { before: input.before, eventsBefore: input.eventsBefore, limit: input.limit },
  )
  return Number(row.pruned)
}
