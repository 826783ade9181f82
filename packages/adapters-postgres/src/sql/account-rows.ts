import type { StoredAccount } from "@muster/sdk/ports"
import type { SqlRow } from "../sql-client.js"

/** The columns that {@link toStoredAccount} reads, of the table with this alias. */
export function accountColumns(alias: string): string {
  return `${alias}.version as account_version, ${alias}.groups_version,
    ${alias}.format as account_format, ${alias}.state as account_state`
}

/** The account of a row; `undefined` when the join found none. */
export function toStoredAccount(row: SqlRow): StoredAccount | undefined {
  if (row.account_version === null) return undefined
  return {
    version: Number(row.account_version),
    groupsVersion: Number(row.groups_version),
    value: { format: Number(row.account_format), json: String(row.account_state) },
  }
}
