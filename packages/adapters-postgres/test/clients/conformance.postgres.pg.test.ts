import { runStoreConformance, type StoreHarness } from "@muster/adapters-conformance"
import type {} from "@muster-tools/local-postgres/vitest"
import postgres from "postgres"
import { afterAll, beforeAll, describe, inject, it } from "vitest"
import { fromPostgres, postgresMailBudget, postgresStore } from "../../src/index.js"
import { type OpenSchema, openSchema } from "../open-schema.js"

let open: OpenSchema
let sql: postgres.Sql
let other: postgres.Sql
let ended: postgres.Sql
beforeAll(async () => {
  open = await openSchema()
  sql = postgres(inject("postgresUrl"))
  other = postgres(inject("postgresUrl"))
  ended = postgres(inject("postgresUrl"))
  await ended.end()
})
afterAll(async () => {
  await Promise.all([sql.end(), other.end()])
  await open.close()
})

const rolledBack = new Error("rolled back as asked")

const harness: StoreHarness = {
  name: "postgres with fromPostgres",
  async create() {
    const { schema } = open
    const client = fromPostgres(sql)
    return {
      store: postgresStore({ client, schema }),
      mailBudget: postgresMailBudget({ client, schema }),
      again: async () => postgresStore({ client: fromPostgres(other), schema }),
      async hostTransaction(end, work) {
        let done: { readonly result: Awaited<ReturnType<typeof work>> } | undefined
        const transaction = sql.begin(async (tx) => {
          done = { result: await work(fromPostgres(tx)) }
          if (end === "rollback") throw rolledBack
        })
        await transaction.catch((error: unknown) => {
          if (error !== rolledBack) throw error
        })
        if (done === undefined) throw new Error("begin resolved without its callback")
        return done.result
      },
      async unreachable() {
        const client = fromPostgres(ended)
        return { store: postgresStore({ client, schema }), mailBudget: postgresMailBudget({ client, schema }) }
      },
      async dispose() {},
    }
  },
}

runStoreConformance(harness, { describe, it })
