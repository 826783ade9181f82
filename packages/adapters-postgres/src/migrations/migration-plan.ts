import { MusterError } from "@muster/core"
import { databaseOf } from "../database.js"
import type { SqlClient } from "../sql-client.js"
import { tablesIn } from "../tables.js"
import { migrationSql } from "./migration-sql.js"
import { type MigrationStatus, type PendingMigration, readStatus } from "./migration-status.js"

/** What `migrate` would do. */
export interface MigrationPlan {
  /** `pending` when there is something to run; else as `migrate` would answer. */
  readonly kind: "pending" | "up-to-date" | "newer"
  /** The version of the schema now. */
  readonly version: number
  /** What would be run, in this order. */
  readonly migrations: readonly PendingMigration[]
  /**
   * The one statement that does it, history included, for somebody else to read or to run: running it is what `migrate`
   * does, any number of times. `null` where nothing is pending.
   */
  readonly sql: string | null
}

/**
 * Tells what `migrate` would run, without running it and whether or not the role might.
 *
 * Throws `ERR_STORE_NOT_MIGRATED` for a schema that this release cannot use, `ERR_CONFIGURATION` for a name that cannot
 * be a schema of Muster's or a role that may not read it, and `ERR_STORE_UNAVAILABLE`.
 *
 * @example
 * ```ts
 * const { sql } = await migrationPlan(client)
 * if (sql !== null) console.log(sql)
 * ```
 */
export async function migrationPlan(
  client: SqlClient,
  options: { readonly schema?: string | undefined } = {},
): Promise<MigrationPlan> {
  const tables = tablesIn(options.schema)
  const { status, known } = await readStatus(databaseOf(client), tables)
  const kind = usable(status)
  const { version, pending } = status
  if (kind !== "behind") return { kind, version, migrations: [], sql: null }
  return { kind: "pending", version, migrations: pending, sql: migrationSql(tables, known) }
}

/** Throws about a schema that no migration of this release makes its own. */
export function usable({ kind, changed, version, releaseVersion }: MigrationStatus): "behind" | "up-to-date" | "newer" {
  switch (kind) {
    case "changed":
      throw new MusterError(
        "ERR_STORE_NOT_MIGRATED",
        `Of Muster's schema, these migrations ran in another form than this release has them: ${changed.join(", ")}.`,
      )
    case "too-new":
      throw new MusterError(
        "ERR_STORE_NOT_MIGRATED",
        `Muster's schema has version ${version}, on which code of version ${releaseVersion} no longer works: ` +
          "run a newer release.",
      )
    case "denied":
      throw new MusterError("ERR_CONFIGURATION", "The role of the client may not read Muster's table of migrations.", {
        field: "client",
      })
    default:
      return kind
  }
}
