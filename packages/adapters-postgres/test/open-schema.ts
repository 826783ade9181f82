import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { inject } from "vitest"
import { migrate } from "../src/index.js"

/** A migrated schema of its own on the run's server, so that test files do not see each other's rows. */
export interface OpenSchema {
  readonly schema: string
  readonly pool: pg.Pool
  /** Another pool on the same schema, as another machine would have. */
  openPool(config?: pg.PoolConfig): pg.Pool
  /** Ends all pools and drops the schema. */
  close(): Promise<void>
}

export async function openSchema(config?: pg.PoolConfig): Promise<OpenSchema> {
  const schema = `muster_${crypto.randomUUID().replaceAll("-", "")}`
  const pools: pg.Pool[] = []
  const openPool = (settings: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({ connectionString: inject("postgresUrl"), max: 10, ...settings })
    // Without a listener, an idle connection that breaks ends the process.
    pool.on("error", () => {})
    pools.push(pool)
    return pool
  }

  const pool = openPool(config)
  await migrate(pool, { schema })
  return {
    schema,
    pool,
    openPool,
    async close() {
      await pool.query(`drop schema ${schema} cascade`)
      await Promise.all(pools.filter((open) => !open.ended).map((open) => open.end()))
    },
  }
}
