import type { Tables } from "../tables.js"
import type { KnownMigration } from "./migration.js"

/** How the statement is to end. */
export interface MigrationSqlOptions {
  /** A UUID to know by whether this very statement migrated; without one Postgres makes it. */
  readonly run?: string
  /** Undoes everything at its end. */
  readonly dryRun?: boolean
}

/**
 * All missing migrations as one statement, and so in one transaction on any driver, also through a pooler: whatever
 * interrupts it, nothing of it is left. The lock makes instances that start together take turns, before any of them has
 * looked at the catalog.
 *
 * A migration begins with its row: at an isolation level whose snapshot is older than the lock, inserting it fails with
 * a serialization failure, which is tried again, where a read would miss what the instance before has done.
 */
export function migrationSql(
  { schema, migrations: table }: Tables,
  migrations: readonly KnownMigration[],
  { run, dryRun = false }: MigrationSqlOptions = {},
): string {
  const runSql = run === undefined ? "gen_random_uuid()" : `'${run}'`
  const steps = migrations.map(
    ({ version, checksum, worksFrom = 1, sql }) => `
      insert into ${table} (version, run, checksum, works_from)
        values (${version}, ${runSql}, '${checksum}', ${worksFrom}) on conflict do nothing;
      if found then
        ${sql(schema)}
      end if;`,
  )
  const work = `
      -- "if not exists" alone would ask for the right to create schemas even where somebody has made this one.
      if to_regnamespace('${schema}') is null then
        create schema ${schema};
      end if;
      create table if not exists ${table} (
        version integer primary key,
        run uuid not null,
        migrated_at timestamptz not null default now(),
        checksum text,
        works_from integer
      );
      -- For schemas that were made before there were checksums; only for them, since it locks out who reads the table.
      -- "if not exists" where the snapshot is older than the lock, and shows neither the table nor its columns.
      if not exists (
        select from pg_attribute where attrelid = '${table}'::regclass and attname = 'works_from' and not attisdropped
      ) then
        alter table ${table} add column if not exists checksum text, add column if not exists works_from integer;
      end if;
      ${steps.join("\n")}`
  return `do $migrate$
    declare
      host_lock_timeout text := current_setting('lock_timeout');
    begin
      -- The turn of another instance may take longer than the host lets a statement wait for a row.
      perform set_config('lock_timeout', '0', true);
      perform pg_advisory_xact_lock(hashtextextended('${table}', 0));
      perform set_config('lock_timeout', host_lock_timeout, true);
      ${dryRun ? undone(work) : work}
    end
    $migrate$`
}

/** A block with a handler is a subtransaction: it is rolled back, and the statement itself still succeeds. */
function undone(work: string): string {
  return `
      begin
        ${work}
        raise exception using errcode = 'MUDRY';
      exception when sqlstate 'MUDRY' then
        null;
      end;`
}
