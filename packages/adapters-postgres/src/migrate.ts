import { type Database, databaseOf } from "./database.js"
import { migrations } from "./migrations/index.js"
import type { SqlClient } from "./sql-client.js"
import { type Tables, tablesIn } from "./tables.js"

/** What a migration did. */
export interface MigrateResult {
  /**
   * `migrated` when this call changed the schema; `up-to-date` when it, or another call before it, left nothing to do.
   */
  readonly kind: "migrated" | "up-to-date"
  /** The version of the schema now; may be higher than what this release knows. */
  readonly version: number
}

/**
 * Brings Muster's schema to the version that this release needs, creating it if it is missing. All instances of a host
 * may call it at their start: one migrates, the others wait for it. Needs the right to create tables in the schema, and
 * to create the schema unless it exists.
 *
 * Throws `ERR_CONFIGURATION` for a name that cannot be a schema of Muster's, and `ERR_STORE_UNAVAILABLE`.
 *
 * @example
 * ```ts
 * await migrate(new pg.Pool({ connectionString: process.env.DATABASE_URL }))
 * ```
 */
export async function migrate(
  client: SqlClient,
  options: { readonly schema?: string | undefined } = {},
): Promise<MigrateResult> {
  const database = databaseOf(client)
  const tables = tablesIn(options.schema)
  const version = await readVersion(database, tables)
  if (version >= migrations.length) return { kind: "up-to-date", version }

  const run = crypto.randomUUID()
  await database.run(migrationSql(tables, run), {})
  const row = await database.runForRow(
    `select max(version) as version, bool_or(run = $run::uuid) as migrated from ${tables.migrations}`,
    { run },
  )
  return { kind: row.migrated === true ? "migrated" : "up-to-date", version: Number(row.version) }
}

/** Asks for the table first: in a transaction of the host, a failed statement would be the last. */
async function readVersion(database: Database, { migrations }: Tables): Promise<number> {
  const row = await database.runForRow("select to_regclass($table::text) is not null as found", { table: migrations })
  if (row.found !== true) return 0
  const { version } = await database.runForRow(`select coalesce(max(version), 0) as version from ${migrations}`, {})
  return Number(version)
}

/**
 * All missing migrations as one statement, and so in one transaction on any driver, also through a pooler. The lock
 * makes instances that start together take turns, before any of them has looked at the catalogue.
 *
 * A migration begins with its row: at an isolation level whose snapshot is older than the lock, inserting it fails with
 * a serialization failure, which is tried again, where a read would miss what the instance before has done.
 */
function migrationSql({ schema, migrations: table }: Tables, run: string): string {
  const steps = migrations.map(
    (migration, index) => `
      insert into ${table} (version, run) values (${index + 1}, '${run}') on conflict do nothing;
      if found then
        ${migration(schema)}
      end if;`,
  )
  return `do $migrate$
    begin
      perform pg_advisory_xact_lock(hashtextextended('${table}', 0));
      -- "if not exists" alone would ask for the right to create schemas even where somebody has made this one.
      if to_regnamespace('${schema}') is null then
        create schema ${schema};
      end if;
      create table if not exists ${table} (
        version integer primary key,
        run uuid not null,
        migrated_at timestamptz not null default now()
      );
      ${steps.join("\n")}
    end
    $migrate$`
}
