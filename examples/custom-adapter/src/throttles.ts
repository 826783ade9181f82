import type { Row } from "@libsql/client"
import { type ThrottlePool, type UserKey, type UserThrottle, untouchedThrottle } from "@muster/sdk/ports"
import type { Sql } from "./sql.js"

/** Where each pool of a user stands. */
export type UserThrottles = Readonly<Record<ThrottlePool, UserThrottle>>

/** Those of a user who was never charged. */
export const untouchedThrottles: UserThrottles = { codes: untouchedThrottle, "recovery-codes": untouchedThrottle }

/** The pools that were ever charged, as JSON, beside a user `u`. */
export const throttlesColumn = `(
  select json_group_object(t.pool,
    json_object('failures', t.failures, 'bucketUntil', t.bucket_until, 'nextTryAt', t.next_try_at))
  from muster_throttles t where t.account_id = u.account_id and t.user_id = u.user_id
) as throttles`

export function toThrottles(row: Row): UserThrottles {
  return { ...untouchedThrottles, ...JSON.parse(String(row.throttles)) }
}

export async function putThrottle(
  sql: Sql,
  { accountId, userId }: UserKey,
  pool: ThrottlePool,
  { failures, bucketUntil, nextTryAt }: UserThrottle,
): Promise<void> {
  await sql.change(
    `insert into muster_throttles (account_id, user_id, pool, failures, bucket_until, next_try_at)
     values (:accountId, :userId, :pool, :failures, :bucketUntil, :nextTryAt)
     on conflict do update set failures = :failures, bucket_until = :bucketUntil, next_try_at = :nextTryAt`,
    { accountId, userId, pool, failures, bucketUntil, nextTryAt },
  )
}
