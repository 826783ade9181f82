import type { Row } from "@libsql/client"
import { frozen, type LoadedAccount, type StoredAccount } from "@muster/sdk/ports"
import type { Sql } from "./sql.js"

export async function loadAccount(sql: Sql, accountId: string): Promise<LoadedAccount> {
  return frozen({ account: await findAccount(sql, accountId), databaseTime: await databaseTime(sql) })
}

export async function findAccount(sql: Sql, accountId: string): Promise<StoredAccount | undefined> {
  const row = await sql.row("select * from muster_accounts where account_id = :accountId", { accountId })
  return row === undefined ? undefined : toAccount(row)
}

export function toAccount(row: Row): StoredAccount {
  return {
    version: Number(row.version),
    groupsVersion: Number(row.groups_version),
    value: { format: Number(row.format), json: String(row.state) },
  }
}

export async function putAccount(sql: Sql, accountId: string, account: StoredAccount): Promise<void> {
  const { version, groupsVersion, value } = account
  await sql.change(
    `insert into muster_accounts (account_id, version, groups_version, format, state)
     values (:accountId, :version, :groupsVersion, :format, :json)
     on conflict do update set version = :version, groups_version = :groupsVersion, format = :format, state = :json`,
    { accountId, version, groupsVersion, ...value },
  )
}

/**
 * The store's clock in epoch milliseconds, for answers alone. SQLite runs in this process, so it is this machine's; of a
 * database on another machine it is what shows that one of the two is off.
 */
export async function databaseTime(sql: Sql): Promise<number> {
  const row = await sql.row("select cast(round(unixepoch('subsec') * 1000) as integer) as now")
  return Number(row?.now)
}
