import { type ListedUser, type Page, type PageInput, pageLimit, pageOf, placeAfter } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { throttleColumns, toThrottles } from "./throttle-columns.js"
import { toUser, userColumns } from "./user-rows.js"

export async function listUsers(
  database: Database,
  { users }: Tables,
  input: PageInput & { readonly accountId: string },
): Promise<Page<ListedUser>> {
  const limit = pageLimit(input.limit)
  const [after] = placeAfter(input.after, [""])
  const rows = await database.run(
    `select u.user_id, ${userColumns("u")}, ${throttleColumns("u")} from ${users} u
     where u.account_id = $account and u.user_id > $after
     order by u.user_id limit $limit::bigint`,
    { account: input.accountId, after, limit: limit + 1 },
  )
  return pageOf(
    rows,
    limit,
    (row) => ({ userId: String(row.user_id), user: toUser(row), throttles: toThrottles(row) }),
    (row) => [String(row.user_id)],
  )
}
