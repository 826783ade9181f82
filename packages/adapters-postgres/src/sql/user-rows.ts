import type { StoredUser } from "@muster/sdk/ports"
import type { SqlRow } from "../sql-client.js"
import { readTextArray } from "../text-array.js"

/** The columns that {@link toStoredUser} reads, of the table with this alias. */
export function userColumns(alias: string): string {
  return `${alias}.version as user_version, ${alias}.format as user_format, ${alias}.state as user_state,
    ${alias}.status, ${alias}.epoch, ${alias}.sealed_key_ids`
}

/** The user of a row; `undefined` when the join found none. */
export function toStoredUser(row: SqlRow): StoredUser | undefined {
  return row.user_version === null ? undefined : toUser(row)
}

/** The user of a row that has one. */
export function toUser(row: SqlRow): StoredUser {
  return {
    version: Number(row.user_version),
    value: {
      format: Number(row.user_format),
      json: String(row.user_state),
      columns: {
        status: String(row.status),
        epoch: Number(row.epoch),
        sealedKeyIds: readTextArray(row.sealed_key_ids),
      },
    },
  }
}
