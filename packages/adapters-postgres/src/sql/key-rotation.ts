import {
  type Page,
  type PageInput,
  pageLimit,
  pageOf,
  placeAfter,
  type StoredUser,
  type UserKey,
} from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { toUser, userColumns } from "./user-rows.js"

/** A job: it walks all accounts, in order of the primary key. */
export async function scanSealed(
  database: Database,
  { users }: Tables,
  input: PageInput & { readonly notKeyId: string },
): Promise<Page<{ readonly key: UserKey; readonly user: StoredUser }>> {
  const limit = pageLimit(input.limit)
  const [account, user] = placeAfter(input.after, ["", ""])
  const rows = await database.run(
    `select u.account_id, u.user_id, ${userColumns("u")} from ${users} u
     where (u.account_id, u.user_id) > ($account, $user)
       and exists (select from unnest(u.sealed_key_ids) as k (key_id) where k.key_id <> $keyId)
     order by u.account_id, u.user_id limit $limit::bigint`,
    { account, user, keyId: input.notKeyId, limit: limit + 1 },
  )
  return pageOf(
    rows,
    limit,
    (row) => ({ key: { accountId: String(row.account_id), userId: String(row.user_id) }, user: toUser(row) }),
    (row) => [String(row.account_id), String(row.user_id)],
  )
}

/** A job: it counts over all accounts. */
export async function countByKeyId(database: Database, { users }: Tables): Promise<Readonly<Record<string, number>>> {
  const rows = await database.run(
    `select k.key_id, count(*) as users
     from ${users} u cross join lateral (select distinct unnest(u.sealed_key_ids) as key_id) k
     group by k.key_id`,
    {},
  )
  return Object.freeze(Object.fromEntries(rows.map((row) => [String(row.key_id), Number(row.users)])))
}
