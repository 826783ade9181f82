import type { StoreHarness } from "@muster/adapters-conformance"
import type { MusterStore } from "@muster/sdk/ports"
import pg from "pg"
import { postgresMailBudget } from "../src/index.js"
import type { OpenSchema } from "./open-schema.js"

/** How a suite makes its stores. */
export interface StoreMaker {
  readonly name: string
  /** The schema of the run, asked for once the suite has opened it. */
  readonly open: () => OpenSchema
  readonly storeOn: (pool: pg.Pool, schema: string) => MusterStore
  /** The store of another process; the same kind when left out. */
  readonly againOn?: (pool: pg.Pool, schema: string) => MusterStore
}

/** What the conformance kit needs of a store over pools of `pg`. */
export function storeHarness({ name, open, storeOn, againOn = storeOn }: StoreMaker): StoreHarness {
  return {
    name,
    async create() {
      const { schema, pool, openPool } = open()
      const others: pg.Pool[] = []
      const other = (pool: pg.Pool) => {
        others.push(pool)
        return pool
      }
      return {
        store: storeOn(pool, schema),
        mailBudget: postgresMailBudget({ client: pool, schema }),
        again: async () => againOn(other(openPool()), schema),
        async unreachable() {
          // Nobody listens there.
          const client = other(new pg.Pool({ host: "127.0.0.1", port: 1, user: "nobody", database: "nothing" }))
          return { store: storeOn(client, schema), mailBudget: postgresMailBudget({ client, schema }) }
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
          await Promise.all(others.map((pool) => pool.end()))
        },
      }
    },
  }
}
