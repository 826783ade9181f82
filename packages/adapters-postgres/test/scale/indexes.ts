import type pg from "pg"
import { undone } from "./plan.js"
import type { OpenSeeded } from "./seeded.js"

/** An index of the schema. */
export interface Index {
  readonly name: string
  readonly table: string
  readonly isPrimary: boolean
}

/** All indexes but that of the history, in order of name. */
export async function indexesIn({ pool, schema }: OpenSeeded): Promise<readonly Index[]> {
  const { rows } = await pool.query(
    `select i.relname as name, t.relname as table, indisprimary as "isPrimary"
     from pg_index join pg_class i on i.oid = indexrelid join pg_class t on t.oid = indrelid
     where i.relnamespace = $1::regnamespace and t.relname <> 'migrations' order by i.relname collate "C"`,
    [schema],
  )
  return rows
}

/** Says what faults there are while an index is gone; a statement that fails without it is one. The index comes back. */
export function withoutIndex(
  { pool, schema }: OpenSeeded,
  { name, table, isPrimary }: Index,
  look: (connection: pg.PoolClient) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  return undone(pool, async (connection) => {
    await connection.query(
      isPrimary ? `alter table ${schema}.${table} drop constraint ${name}` : `drop index ${schema}.${name}`,
    )
    return look(connection).catch((error: unknown) => {
      const { code } = Object(error)
      // What `on conflict` names has to be unique.
      if (code === "ERR_STORE_UNAVAILABLE" || code === "ERR_STORE_NOT_MIGRATED") return [`fails: ${code}`]
      throw error
    })
  })
}
