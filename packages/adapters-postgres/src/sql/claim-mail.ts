import type { Instant } from "@muster/core"
import type { SealedMail } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { SqlRow } from "../sql-client.js"
import type { Tables } from "../tables.js"
import { buriedFrom } from "./mail-ages.js"
import { sinceEver } from "./since-ever.js"

const mostBuried = 500

/**
 * Rows that another claim is taking are skipped, not waited for: two workers never get the same mail, and never queue
 * up behind each other. A lease is a later `available_at`, so that nothing has to run when a worker dies with mail.
 *
 * Expired mail is buried on the way, or it would stay the next mail to be sent for ever; so much at a time, oldest first, that a
 * claim stays small when a lot has expired. A job: it looks at all accounts.
 */
export async function claimMail(
  database: Database,
  { mail }: Tables,
  input: { readonly now: Instant; readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly (SealedMail & { readonly tries: number })[]> {
  const rows = await database.run(
    `with expired as (
       select account_id, user_id, mail_id from ${mail}
       where not dead and expires_at is not null and ${sinceEver(buriedFrom)} and ${buriedFrom} <= $now::bigint
       order by ${buriedFrom} limit ${mostBuried}
       for update skip locked
     ), buried as (
       update ${mail} m set dead = true from expired e
       where m.account_id = e.account_id and m.user_id = e.user_id and m.mail_id = e.mail_id
     ), due as (
       select account_id, user_id, mail_id, available_at as waiting_since from ${mail}
       where not dead and ${sinceEver("available_at")} and available_at <= $now
         and (expires_at is null or expires_at > $now)
       order by available_at limit $limit::bigint
       for update skip locked
     ), claimed as (
       update ${mail} m set available_at = $now + $lease::bigint, tries = m.tries + 1 from due d
       where m.account_id = d.account_id and m.user_id = d.user_id and m.mail_id = d.mail_id
       returning m.*, d.waiting_since
     )
     select account_id, user_id, mail_id, sealed, topic, due_at, expires_at, tries
     from claimed order by waiting_since`,
    { now: input.now, limit: input.limit, lease: input.leaseSeconds * 1000 },
  )
  return Object.freeze(rows.map(toClaimedMail))
}

function toClaimedMail(row: SqlRow): SealedMail & { readonly tries: number } {
  return Object.freeze({
    id: String(row.mail_id),
    key: Object.freeze({ accountId: String(row.account_id), userId: String(row.user_id) }),
    // A copy: drivers return parts of buffers that hold other rows too.
    sealed: new Uint8Array(row.sealed as Uint8Array),
    topic: row.topic === null ? null : String(row.topic),
    dueAt: Number(row.due_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
    tries: Number(row.tries),
  })
}
