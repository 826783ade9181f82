import type { SqlClient, SqlRow } from "../../src/index.js"

/** The rows of a schema, by table. */
export type Rows = Readonly<Record<string, readonly SqlRow[]>>

/** All but the history, which `migrate` writes. */
export async function readRows(client: SqlClient, schema: string): Promise<Rows> {
  const { rows: tables } = await client.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> 'migrations' order by c.relname collate "C"`,
    [schema],
  )
  const read: Record<string, readonly SqlRow[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query(`select to_json(t) as row from ${schema}.${String(name)} t order by t::text`)
    read[String(name)] = rows.map(({ row }) => row as SqlRow)
  }
  return read
}

/** Puts rows into the tables that are there, as they were read. */
export async function putRows(client: SqlClient, schema: string, rows: Rows): Promise<void> {
  for (const [table, list] of Object.entries(rows)) {
    const { rows: found } = await client.query("select to_regclass($1) is not null as found", [`${schema}.${table}`])
    if (found[0]?.found !== true || list.length === 0) continue
    const columns = Object.keys(list[0] ?? {}).join(", ")
    await client.query(
      `insert into ${schema}.${table} (${columns}) overriding system value
       select ${columns} from json_populate_recordset(null::${schema}.${table}, $1)`,
      [JSON.stringify(list)],
    )
    if (table !== "events") continue
    await client.query(
      `select setval(pg_get_serial_sequence('${schema}.events', 'seq'), (select max(seq) from ${schema}.events))`,
    )
  }
}
