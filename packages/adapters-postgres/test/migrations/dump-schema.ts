import type { SqlClient } from "../../src/index.js"

/**
 * A schema as SQL, from the catalog and in an order of its own, so that two of the same form give the same text; under
 * the name `muster`, whatever it is called here. pg_dump is not where Postgres came as a package of npm.
 */
export async function dumpSchema(client: SqlClient, schema: string): Promise<string> {
  const parts = [
    "create schema muster;",
    ...(await dumpTables(client, schema)),
    ...(await definitions(client, schema, functions)),
  ]
  return `${parts.join("\n\n").replaceAll(schema, "muster")}\n`
}

async function dumpTables(client: SqlClient, schema: string): Promise<string[]> {
  const columns = await linesByTable(client, schema, columnLines)
  const constraints = await linesByTable(client, schema, constraintLines)
  const indexes = await linesByTable(client, schema, indexLines)
  const { rows } = await client.query(tables, [schema])
  return rows.map(({ name, options }) => {
    const table = String(name)
    const inside = [...(columns.get(table) ?? []), ...(constraints.get(table) ?? [])]
    const create = `create table muster.${table} (\n${inside.map((line) => `  ${line}`).join(",\n")}\n)${options}`
    return [create, ...(indexes.get(table) ?? [])].map((statement) => `${statement};`).join("\n")
  })
}

async function linesByTable(client: SqlClient, schema: string, sql: string): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await client.query(sql, [schema])
  const lines = new Map<string, string[]>()
  for (const { table, line } of rows) lines.set(String(table), [...(lines.get(String(table)) ?? []), String(line)])
  return lines
}

async function definitions(client: SqlClient, schema: string, sql: string): Promise<string[]> {
  const { rows } = await client.query(sql, [schema])
  return rows.map(({ definition }) => String(definition))
}

const tables = `
  select c.relname as name, coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as options
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind in ('r', 'p') order by c.relname collate "C"`

const columnLines = `
  select c.relname as table, concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
    case when o.collname is not null and o.collname <> 'default' then format('collate %I', o.collname) end,
    case when a.attnotnull then 'not null' end,
    case when a.attidentity = 'a' then 'generated always as identity' end,
    'default ' || pg_get_expr(d.adbin, d.adrelid)) as line
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_collation o on o.oid = a.attcollation
  where n.nspname = $1 and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  order by c.relname collate "C", a.attnum`

/** Without those of "not null", which Postgres 18 counts among them and the columns say. */
const constraintLines = `
  select c.relname as table, format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and k.contype <> 'n' order by k.conname collate "C"`

/** Those of constraints stand there. */
const indexLines = `
  select c.relname as table, pg_get_indexdef(i.indexrelid) as line
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class x on x.oid = i.indexrelid
  where n.nspname = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  order by x.relname collate "C"`

const functions = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' as definition
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = $1 order by p.proname collate "C"`
