import { frozen, type LoadedUser, type UserKey } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { accountColumns, toStoredAccount } from "./account-rows.js"
import { databaseTime } from "./database-time.js"
import { throttleColumns, toThrottles } from "./throttle-columns.js"
import { toStoredUser, userColumns } from "./user-rows.js"

/**
 * Account, user and throttles come from one snapshot, one row even where neither exists. Read one after the other, a
 * user could be judged by rules of the account that did not hold when the user's state did.
 */
export async function loadUser(
  database: Database,
  { accounts, users }: Tables,
  { accountId, userId }: UserKey,
): Promise<LoadedUser> {
  const row = await database.runForRow(
    `select ${databaseTime}, ${accountColumns("a")}, ${userColumns("u")}, ${throttleColumns("u")}
     from (select) as one
     left join ${accounts} a on a.account_id = $account
     left join ${users} u on u.account_id = $account and u.user_id = $user`,
    { account: accountId, user: userId },
  )
  return frozen({
    account: toStoredAccount(row),
    user: toStoredUser(row),
    throttles: toThrottles(row),
    databaseTime: Number(row.database_time),
  })
}
