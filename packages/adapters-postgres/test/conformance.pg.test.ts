import { runStoreConformance, type StoreHarness } from "@muster/adapters-conformance"
import type pg from "pg"
import { afterAll, beforeAll, describe, it } from "vitest"
import { fromPg, postgresMailBudget, postgresStore } from "../src/index.js"
import { type OpenSchema, openSchema } from "./open-schema.js"

// A pooler older than PgBouncer 1.21 keeps no prepared statements.
const isPooled = Boolean(process.env.MUSTER_POOLED)

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

const harness: StoreHarness = {
  name: "postgres",
  async create() {
    const { schema, pool, openPool } = open
    const others: pg.Pool[] = []
    return {
      store: postgresStore({ client: pool, schema }),
      mailBudget: postgresMailBudget({ client: pool, schema }),
      async again() {
        const other = openPool()
        others.push(other)
        return postgresStore({ client: isPooled ? other : fromPg(other), schema })
      },
      async hostTransaction(end, work) {
        const client = await pool.connect()
        try {
          await client.query("begin")
          const result = await work(client)
          await client.query(end)
          return result
        } catch (error) {
          await client.query("rollback")
          throw error
        } finally {
          client.release()
        }
      },
      async dispose() {
        await Promise.all(others.map((other) => other.end()))
      },
    }
  },
}

runStoreConformance(harness, { describe, it })
