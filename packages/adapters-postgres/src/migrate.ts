import { MusterError } from "@muster/core"
import { databaseOf } from "./database.js"
import { usable } from "./migrations/migration-plan.js"
import { migrationSql } from "./migrations/migration-sql.js"
import { readStatus } from "./migrations/migration-status.js"
import type { SqlClient } from "./sql-client.js"
import { tablesIn } from "./tables.js"

/** What `migrate` is to do. */
export interface MigrateOptions {
  /** The schema, which is created if it is missing; `muster` by default. */
  readonly schema?: string | undefined
  /**
   * Runs the pending migrations and undoes them in the same transaction, which shows whether they would succeed. Takes
   * the same locks for as long. False by default.
   */
  readonly dryRun?: boolean | undefined
}

/** What a migration did. */
export interface MigrateResult {
  /**
   * - `migrated`: this call changed the schema
   * - `up-to-date`: it, or another call before it, left nothing to do
   * - `newer`: a newer release has migrated the schema, and this one still works on it: nothing was done
   * - `would-migrate`: a dry run of the pending migrations succeeded, and nothing is changed
   */
  readonly kind: "migrated" | "up-to-date" | "newer" | "would-migrate"
  /** The version of the schema now; may be higher than what this release knows. */
  readonly version: number
}

/**
 * Brings Muster's schema to the version that this release needs, creating it if it is missing. All instances of a host
 * may call it at their start: one migrates, the others wait for it. Needs the right to create tables in the schema, and
 * to create the schema unless it exists; where nothing is pending, the right to read is enough.
 *
 * All pending migrations are one transaction: one that is interrupted leaves nothing behind, and the next call begins
 * again.
 *
 * Throws `ERR_STORE_NOT_MIGRATED` for a schema that this release cannot use, since a migration ran in another form or a
 * newer release has taken away what this one needs; `ERR_CONFIGURATION` for a name that cannot be a schema of Muster's
 * (field `schema`) and for a role without the right (field `client`); and `ERR_STORE_UNAVAILABLE`.
 *
 * @example
 * ```ts
 * await migrate(new pg.Pool({ connectionString: process.env.DATABASE_URL }))
 * ```
 */
export async function migrate(client: SqlClient, options: MigrateOptions = {}): Promise<MigrateResult> {
  const database = databaseOf(client)
  const tables = tablesIn(options.schema)
  const { status, known } = await readStatus(database, tables)
  const kind = usable(status)
  if (kind !== "behind") return { kind, version: status.version }
  if (!status.mayMigrate) {
    throw new MusterError(
      "ERR_CONFIGURATION",
      status.version === 0
        ? "The role of the client may not create Muster's schema, or tables in it: create the schema for that role."
        : "The role of the client may not change Muster's tables: migrate as the role that owns them.",
      { field: "client" },
    )
  }

  const run = crypto.randomUUID()
  const dryRun = options.dryRun === true
  await database.run(migrationSql(tables, known, { run, dryRun }), {})
  if (dryRun) return { kind: "would-migrate", version: status.version }
  const row = await database.runForRow(
    `select max(version) as version, bool_or(run = $run::uuid) as migrated from ${tables.migrations}`,
    { run },
  )
  return { kind: row.migrated === true ? "migrated" : "up-to-date", version: Number(row.version) }
}
