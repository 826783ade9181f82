import { isMusterError } from "@muster/core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { postgresStore } from "../src/index.js"
import { aUser, chargeOf, noUserWrites, now, userState } from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import { openTransaction, untilBlocked } from "./open-transaction.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

const unavailable = (error: unknown) => isMusterError(error, "ERR_STORE_UNAVAILABLE") && error.retryable

test("a charge whose connection is killed throws, and has charged nothing", async () => {
  const { schema, pool } = open
  const store = postgresStore({ client: open.openPool({ application_name: "victim" }), schema })
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  const transaction = await openTransaction(open)
  await transaction.client.query(`select from ${schema}.users where account_id = $1 for update`, [key.accountId])
  const charge = store.chargeUser(key, chargeOf(key), now)
  const thrown = expect(charge).rejects.toSatisfy(unavailable)
  await untilBlocked(open)

  await pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'")
  await thrown
  await transaction.end("rollback")

  // The pool replaces the connection, so that the same store answers again.
  const { throttles } = await store.loadUser(key)
  expect(throttles.codes.failures).toBe(0)
  expect((await store.listEvents({ accountId: key.accountId })).items).toEqual([])
})

test("a row that stays locked is given up after the host's lock_timeout", async () => {
  const { schema } = open
  const store = postgresStore({ client: open.openPool({ options: "-c lock_timeout=100ms" }), schema })
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  const transaction = await openTransaction(open)
  await transaction.client.query(`select from ${schema}.users where account_id = $1 for update`, [key.accountId])

  await expect(store.chargeUser(key, chargeOf(key), now)).rejects.toSatisfy(unavailable)
  await transaction.end("rollback")
})

test("an ended pool is a store that cannot be reached", async () => {
  const client = open.openPool()
  await client.end()
  await expect(postgresStore({ client, schema: open.schema }).nextMailAt()).rejects.toSatisfy(unavailable)
})
