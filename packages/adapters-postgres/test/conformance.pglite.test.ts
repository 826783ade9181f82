import { PGlite } from "@electric-sql/pglite"
import { runStoreConformance, type StoreHarness } from "@muster/adapters-conformance"
import { afterAll, beforeAll, describe, it } from "vitest"
import { fromPglite, migrate, postgresMailBudget, postgresStore } from "../src/index.js"

let db: PGlite
let closed: PGlite
beforeAll(async () => {
  db = new PGlite()
  closed = new PGlite()
  await migrate(fromPglite(db))
  await closed.close()
})
afterAll(() => db.close())

const harness: StoreHarness = {
  name: "pglite",
  async create() {
    const client = fromPglite(db)
    return {
      store: postgresStore({ client }),
      mailBudget: postgresMailBudget({ client }),
      async hostTransaction(end, work) {
        return db.transaction(async (transaction) => {
          const result = await work(transaction)
          if (end === "rollback") await transaction.rollback()
          return result
        })
      },
      async unreachable() {
        const client = fromPglite(closed)
        return { store: postgresStore({ client }), mailBudget: postgresMailBudget({ client }) }
      },
      async dispose() {},
    }
  },
}

runStoreConformance(
  harness,
  { describe, it },
  { except: [{ category: "independent-roots", reason: "PGlite has a single session and locks its folder" }] },
)
