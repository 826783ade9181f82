import { afterAll, beforeAll, expect, test } from "vitest"
import { postgresMailBudget, postgresStore } from "../src/index.js"
import { now } from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

const rows = async () => (await open.pool.query(`select xmin, xmax, * from ${open.schema}.mail_budgets`)).rows

test("a budget that is used up is only read", async () => {
  const budget = postgresMailBudget({ client: open.pool, schema: open.schema })
  const line = { key: "digest", limit: 1, windowSeconds: 60 }
  await budget.spend([line], now)
  const before = await rows()

  const results = await Promise.all(Array.from({ length: 20 }, () => budget.spend([line], now + 1)))

  expect(results).toEqual(results.map(() => ({ kind: "throttled", retryAt: now + 60_000 })))
  expect(await rows()).toEqual(before)
})

test("pruning forgets the windows that have ended", async () => {
  const budget = postgresMailBudget({ client: open.pool, schema: open.schema })
  await budget.spend([{ key: "old", limit: 1, windowSeconds: 60 }], now)
  await budget.spend([{ key: "running", limit: 1, windowSeconds: 3600 }], now)

  await postgresStore({ client: open.pool, schema: open.schema }).prune({
    before: now + 60_001,
    eventsBefore: null,
    limit: 10,
  })

  expect((await rows()).map(({ key }) => key)).toEqual(["running"])
})
