import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/** A migration that the schema has, as it was noted when it ran. */
export interface HistoryRow {
  readonly version: number
  /** `null` for one that ran before checksums were kept. */
  readonly checksum: string | null
  readonly worksFrom: number
  readonly migratedAt: number
}

/** What a schema says about itself. */
export interface History {
  /** In the order of their versions; none where Muster's schema does not exist. */
  readonly rows: readonly HistoryRow[]
  /** False where there is a history that this role may not read. */
  readonly mayRead: boolean
  /** Whether this role may create the schema, or create and alter tables in it. */
  readonly mayMigrate: boolean
}

/**
 * Asks the catalog first: in a transaction of the host, a statement that fails, since there is no table yet or no right
 * to read it, would be the last.
 */
export async function readHistory(database: Database, { schema, migrations }: Tables): Promise<History> {
  const { found, may_read, may_migrate } = await database.runForRow(
    `select t.oid is not null as found,
       t.oid is not null and has_schema_privilege(s.oid, 'usage') and has_table_privilege(t.oid, 'select') as may_read,
       case when s.oid is null then has_database_privilege(current_database(), 'create')
         else has_schema_privilege(s.oid, 'create') and has_schema_privilege(s.oid, 'usage')
           and not exists (
             select from pg_class c
             where c.relnamespace = s.oid and c.relkind in ('r', 'p') and not pg_has_role(c.relowner, 'usage')
           )
       end as may_migrate
     from (select) as one
     left join pg_namespace s on s.nspname = trim('"' from $schema::text)
     left join pg_class t on t.relnamespace = s.oid and t.relname = 'migrations'`,
    { schema },
  )
  const mayMigrate = may_migrate === true
  if (found !== true) return { rows: [], mayRead: true, mayMigrate }
  if (may_read !== true) return { rows: [], mayRead: false, mayMigrate }

  // By way of JSON, since the history of a schema that is behind may lack the columns that came later.
  const rows = await database.run(
    `select m.version, j ->> 'checksum' as checksum, coalesce((j ->> 'works_from')::integer, 1) as works_from,
       (extract(epoch from m.migrated_at) * 1000)::bigint as migrated_at
     from ${migrations} m cross join to_jsonb(m) j order by m.version`,
    {},
  )
  return {
    rows: rows.map(({ version, checksum, works_from, migrated_at }) => ({
      version: Number(version),
      checksum: typeof checksum === "string" ? checksum : null,
      worksFrom: Number(works_from),
      migratedAt: Number(migrated_at),
    })),
    mayRead: true,
    mayMigrate,
  }
}
