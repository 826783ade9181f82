import { afterAll, beforeAll, expect, test } from "vitest"
import { postgresStore } from "../../src/index.js"
import { aUser, eventOf, noAccountWrites, now } from "../fixtures.js"
import { type OpenSchema, openSchema } from "../open-schema.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

test("8 machines that prune at once delete each row once, and none that is to be kept", async () => {
  const { schema, pool, openPool } = open
  const key = aUser()
  const store = postgresStore({ client: pool, schema })
  const events = Array.from({ length: 4000 }, (_, index) => ({ ...eventOf(key), at: now + index }))
  await store.saveAccount(key.accountId, { format: 1, json: "{}" }, 0, { ...noAccountWrites, events })
  const eventsBefore = now + 3000
  const pruneAll = async () => {
    const machine = postgresStore({ client: openPool({ max: 2 }), schema })
    let pruned = 0
    for (let batch = 100; batch === 100; ) {
      batch = await machine.prune({ before: 0, eventsBefore, limit: 100 })
      pruned += batch
    }
    return pruned
  }
  const pruned = await Promise.all(Array.from({ length: 8 }, pruneAll))
  // Whoever finds a batch that others are deleting leaves off; the last one finds the rest.
  const rest = await pruneAll()
  expect(pruned.reduce((sum, count) => sum + count, rest)).toBe(3000)
  const { rows } = await pool.query(`select count(*) as left, min(at) as oldest from ${schema}.events`)
  expect([Number(rows[0].left), Number(rows[0].oldest)]).toEqual([1000, eventsBefore])
})
