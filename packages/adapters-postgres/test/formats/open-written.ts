import type pg from "pg"
import { openWorld } from "../../../sdk/test/world.js"
import { postgresMailBudget, postgresStore } from "../../src/index.js"
import { migrations } from "../../src/migrations/index.js"
import { knowMigrations } from "../../src/migrations/migration.js"
import { migrationSql } from "../../src/migrations/migration-sql.js"
import { tablesIn } from "../../src/tables.js"
import { putRows } from "./rows.js"
import type { WrittenBy } from "./written-by.js"

/** A schema with a name of its own, at a version, as `migrate` of that version's code left it. */
export async function schemaAt(pool: pg.Pool, version: number): Promise<string> {
  const schema = `formats_${crypto.randomUUID().replaceAll("-", "")}`
  const known = await knowMigrations(migrations)
  await pool.query(migrationSql(tablesIn(schema), known.slice(0, version)))
  return schema
}

/** A schema at a version that holds what was written, as far as the version has tables for it. */
export async function schemaWith(pool: pg.Pool, { rows }: WrittenBy, version: number): Promise<string> {
  const schema = await schemaAt(pool, version)
  await putRows(pool, schema, rows)
  return schema
}

/** Muster on a schema, at the instant and with the keys at which the rows were left. */
export function openWritten(client: pg.Pool, schema: string, { keys, played }: WrittenBy) {
  const mailBudget = postgresMailBudget({ client, schema })
  const world = openWorld({ store: postgresStore({ client, schema }), mailBudget, keys })
  world.clock.set(played.at)
  return world
}
