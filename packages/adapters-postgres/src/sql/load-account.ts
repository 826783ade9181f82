import { frozen, type LoadedAccount } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { accountColumns, toStoredAccount } from "./account-rows.js"
import { databaseTime } from "./database-time.js"

export async function loadAccount(database: Database, { accounts }: Tables, accountId: string): Promise<LoadedAccount> {
  const row = await database.runForRow(
    `select ${databaseTime}, ${accountColumns("a")}
     from (select) as one left join ${accounts} a on a.account_id = $account`,
    { account: accountId },
  )
  return frozen({ account: toStoredAccount(row), databaseTime: Number(row.database_time) })
}
