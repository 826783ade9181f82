import { readFileSync } from "node:fs"
import { type OpenSchema, openSchema } from "../open-schema.js"

const guide = new URL("../../../../docs/snippets/scaling/partition-by-account.sql", import.meta.url)

/** Splits the tables of a schema by account, as the guide has it. */
export async function partitionByAccount({ pool, schema }: OpenSchema): Promise<void> {
  await pool.query(readFileSync(guide, "utf8").replace("'muster'", `'${schema}'`))
}

/** A migrated schema whose tables are split by account. */
export async function openPartitions(): Promise<OpenSchema> {
  const open = await openSchema()
  await partitionByAccount(open)
  return open
}

/** The tables of a schema that begin with the account, the parts of those that are split left out. */
export async function tablesOfAccounts({ pool, schema }: OpenSchema): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query(
    `select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    [schema],
  )
  return new Set(rows.map(({ table }) => table))
}
