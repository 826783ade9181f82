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

test("an erasure whose save waits for a charge also deletes what the charge wrote", async () => {
  const { pool, schema } = open
  const store = postgresStore({ client: pool, schema })
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  const transaction = await openTransaction(open)
  await postgresStore({ client: transaction.client, schema }).chargeUser(key, chargeOf(key), now)
  const emptied = store.saveUser(key, userState(2), 1, noUserWrites)
  await untilBlocked(open)
  await transaction.end("commit")
  expect((await emptied).kind).toBe("saved")
  await store.eraseTraces(key)

  expect((await store.listEvents({ accountId: key.accountId })).items).toEqual([])
})

test("the erasure of an account that waits for a charge also deletes what the charge wrote", async () => {
  const { pool, schema } = open
  const store = postgresStore({ client: pool, schema })
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  const transaction = await openTransaction(open)
  await postgresStore({ client: transaction.client, schema }).chargeUser(key, chargeOf(key), now)
  const erasure = store.eraseAccount(key.accountId)
  await untilBlocked(open)
  await transaction.end("commit")
  await erasure

  expect((await store.loadUser(key)).user).toBeUndefined()
  expect((await store.listEvents({ accountId: key.accountId })).items).toEqual([])
})
