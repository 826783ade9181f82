import { afterAll, beforeAll, expect, test } from "vitest"
import { fromPg, postgresStore } from "../src/index.js"
import { aUser, chargeOf, noUserWrites, now, userState } from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

test("a connection parses each statement once", async () => {
  const { schema } = open
  const pool = open.openPool({ max: 1 })
  const prepared = async () => (await pool.query("select name from pg_prepared_statements")).rows
  const store = postgresStore({ client: fromPg(pool), schema })
  const key = aUser()

  await store.saveUser(key, userState(1), 0, noUserWrites)
  await store.chargeUser(key, chargeOf(key), now)
  await store.loadUser(key)
  const first = await prepared()
  expect(first).toHaveLength(3)

  // Another wrapper of the same pool takes the same names for the same statements.
  const again = postgresStore({ client: fromPg(pool), schema })
  await again.chargeUser(key, chargeOf(key), now)
  await again.loadUser(key)
  expect(await prepared()).toEqual(first)
})
