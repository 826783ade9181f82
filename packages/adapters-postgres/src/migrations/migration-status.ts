import { type Database, databaseOf } from "../database.js"
import type { SqlClient } from "../sql-client.js"
import { type Tables, tablesIn } from "../tables.js"
import { type History, readHistory } from "./history.js"
import { migrations } from "./index.js"
import { type KnownMigration, knowMigrations } from "./migration.js"

/** A migration that has run. */
export interface AppliedMigration {
  /** Its place among the migrations, beginning with 1. */
  readonly version: number
  /** What it is called; `null` for one that only a newer release knows. */
  readonly name: string | null
  /** When it ran, by the clock of the database. */
  readonly migratedAt: number
}

/** A migration that has not run yet. */
export interface PendingMigration {
  /** Its place among the migrations, beginning with 1. */
  readonly version: number
  /** What it is called. */
  readonly name: string
  /** SHA-256 of its SQL, in hexadecimal. */
  readonly checksum: string
}

/** How a schema stands to this release. */
export interface MigrationStatus {
  /**
   * - `up-to-date`: the schema is the one that this release makes
   * - `behind`: migrations are pending; `migrate` runs them
   * - `newer`: a newer release has migrated it, and this one still works on it, as during a rolling deploy
   * - `too-new`: a newer release has taken something away that this one needs
   * - `changed`: a migration ran in another form than this release has it; nothing is known about the schema then
   * - `denied`: the role may not read the schema's history
   */
  readonly kind: "up-to-date" | "behind" | "newer" | "too-new" | "changed" | "denied"
  /** The version of the schema: that of its newest migration, 0 where there is none. */
  readonly version: number
  /** The version that this release makes. */
  readonly releaseVersion: number
  /** What has run, oldest first. */
  readonly applied: readonly AppliedMigration[]
  /** What `migrate` would run, in this order. */
  readonly pending: readonly PendingMigration[]
  /** The versions of those that ran in another form. */
  readonly changed: readonly number[]
  /** Whether the role may migrate: create the schema, or create tables in it and alter those that are there. */
  readonly mayMigrate: boolean
}

/**
 * Tells how Muster's schema stands to this release. Only reads, takes no lock, and may run while others migrate.
 *
 * Throws `ERR_CONFIGURATION` for a name that cannot be a schema of Muster's, and `ERR_STORE_UNAVAILABLE`.
 *
 * @example
 * ```ts
 * const status = await migrationStatus(client)
 * if (status.kind === "behind") console.log(`${status.pending.length} migrations to run`)
 * ```
 */
export async function migrationStatus(
  client: SqlClient,
  options: { readonly schema?: string | undefined } = {},
): Promise<MigrationStatus> {
  return (await readStatus(databaseOf(client), tablesIn(options.schema))).status
}

/** The status, with the migrations of this release in full. */
export async function readStatus(
  database: Database,
  tables: Tables,
): Promise<{ readonly status: MigrationStatus; readonly known: readonly KnownMigration[] }> {
  const [known, history] = await Promise.all([knowMigrations(migrations), readHistory(database, tables)])
  return { status: statusOf(known, history), known }
}

/** Compares what has run with what this release brings along. */
export function statusOf(known: readonly KnownMigration[], { rows, mayRead, mayMigrate }: History): MigrationStatus {
  const ran = new Set(rows.map(({ version }) => version))
  const changed = rows
    .filter(({ version, checksum }) => {
      const migration = known[version - 1]
      return migration !== undefined && checksum !== null && checksum !== migration.checksum
    })
    .map(({ version }) => version)
  const pending = mayRead ? known.filter(({ version }) => !ran.has(version)) : []
  const version = Math.max(0, ...ran)
  const worksFrom = Math.max(1, ...rows.map((row) => row.worksFrom))
  return {
    kind: kindOf(),
    version,
    releaseVersion: known.length,
    applied: rows.map(({ version, migratedAt }) => ({ version, name: known[version - 1]?.name ?? null, migratedAt })),
    pending: pending.map(({ version, name, checksum }) => ({ version, name, checksum })),
    changed,
    mayMigrate,
  }

  function kindOf(): MigrationStatus["kind"] {
    if (!mayRead) return "denied"
    if (changed.length > 0) return "changed"
    if (worksFrom > known.length) return "too-new"
    if (pending.length > 0) return "behind"
    return version > known.length ? "newer" : "up-to-date"
  }
}
