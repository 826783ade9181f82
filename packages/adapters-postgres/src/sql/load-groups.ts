import { frozen, type LoadedGroups } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { accountColumns, toStoredAccount } from "./account-rows.js"
import { databaseTime } from "./database-time.js"

/**
 * The versions and the groups come from one snapshot. Read one after the other, groups could be judged by versions that
 * they never had together, and a save that compares these versions would then win.
 */
export async function loadGroups(
  database: Database,
  { accounts, deviceGroups }: Tables,
  accountId: string,
): Promise<LoadedGroups> {
  const row = await database.runForRow(
    `select ${databaseTime}, ${accountColumns("a")}, (
       select json_agg(g.body order by g.group_id)::text from ${deviceGroups} g where g.account_id = $account
     ) as groups
     from (select) as one left join ${accounts} a on a.account_id = $account`,
    { account: accountId },
  )
  return frozen({
    account: toStoredAccount(row),
    groups: JSON.parse(String(row.groups ?? "[]")),
    databaseTime: Number(row.database_time),
  })
}
