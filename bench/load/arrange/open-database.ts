import { fromPg, migrate, postgresStore } from "@muster/adapters-postgres"
import { staticKeyring } from "@muster/core"
import pg from "pg"
import { seed } from "./seed.js"
import type { Population } from "./users.js"

/** A schema with users in it. */
export interface Database {
  readonly pool: pg.Pool
  readonly schema: string
  /** What the users' secrets follow from. */
  readonly secrets: string
  close(): Promise<void>
}

/** Makes a schema of its own, and gives every user a factor. `key` is that of the machines' keyring. */
export async function openDatabase(url: string, population: Population, key: string): Promise<Database> {
  const schema = `muster_load_${crypto.randomUUID().slice(0, 8)}`
  const secrets = crypto.randomUUID()
  const pool = new pg.Pool({ connectionString: url, max: 8 }).on("error", () => {})
  const client = fromPg(pool)
  await migrate(client, { schema })
  const keys = staticKeyring({ active: "load", keys: { load: key } })
  await seed(postgresStore({ client, schema }), keys, population, secrets)
  await pool.query("vacuum analyze")
  return {
    pool,
    schema,
    secrets,
    async close() {
      await pool.query(`drop schema ${schema} cascade`)
      await pool.end()
    },
  }
}
