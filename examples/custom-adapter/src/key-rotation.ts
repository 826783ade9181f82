import {
  frozen,
  type KeyCheck,
  type KeyCheckResult,
  type Page,
  type PageInput,
  pageLimit,
  pageOf,
  placeAfter,
  type StoredUser,
  type UserKey,
} from "@muster/sdk/ports"
import type { Sql } from "./sql.js"
import { toUser } from "./users.js"

/** Users to be sealed anew, over all accounts; each is then saved by `saveUser` like any other. */
export async function scanSealed(
  sql: Sql,
  input: PageInput & { readonly notKeyId: string },
): Promise<Page<{ readonly key: UserKey; readonly user: StoredUser }>> {
  const limit = pageLimit(input.limit)
  const [accountId, userId] = placeAfter(input.after, ["", ""])
  const rows = await sql.rows(
    `select * from muster_users
     where (account_id, user_id) > (:accountId, :userId)
       and exists (select 1 from json_each(sealed_key_ids) where value <> :notKeyId)
     order by account_id, user_id limit :limit`,
    { accountId, userId, notKeyId: input.notKeyId, limit: limit + 1 },
  )
  return pageOf(
    rows,
    limit,
    (row) => ({ key: { accountId: String(row.account_id), userId: String(row.user_id) }, user: toUser(row) }),
    (row) => [String(row.account_id), String(row.user_id)],
  )
}

/** A user who has several records under one key is counted once. */
export async function countByKeyId(sql: Sql): Promise<Readonly<Record<string, number>>> {
  const rows = await sql.rows(
    `select key_id, count(*) as users
     from (select distinct account_id, user_id, value as key_id from muster_users, json_each(sealed_key_ids))
     group by key_id`,
  )
  return frozen(Object.fromEntries(rows.map((row) => [String(row.key_id), Number(row.users)])))
}

/** The value that comes first with an id stays for ever. */
export async function checkKey(sql: Sql, { purpose, keyId, value }: KeyCheck): Promise<KeyCheckResult> {
  const key = { purpose, keyId }
  await sql.change(
    "insert into muster_key_checks (purpose, key_id, value) values (:purpose, :keyId, :value) on conflict do nothing",
    { ...key, value },
  )
  const kept = await sql.row("select value from muster_key_checks where purpose = :purpose and key_id = :keyId", key)
  return frozen({ kind: kept?.value === value ? "match" : "mismatch" })
}
