import { afterAll, beforeAll, expect, test } from "vitest"
import { postgresStore } from "../../src/index.js"
import { aUser, eventOf, noUserWrites, userState } from "../fixtures.js"
import { type OpenRole, openRole } from "../open-role.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { partitionByAccount } from "./open-partitions.js"

let open: OpenSchema
let role: OpenRole
beforeAll(async () => {
  open = await openSchema()
  role = await openRole(open.pool)
})
afterAll(async () => {
  await role.close()
  await open.close()
})

test("a role that may use the tables, and owns none of them, may use them once they are split", async () => {
  const { pool, schema } = open
  await pool.query(`grant usage on schema ${schema} to ${role.name}`)
  await pool.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role.name}`)
  await partitionByAccount(open)
  const store = postgresStore({ client: role.client, schema })
  const key = aUser()
  const saved = await store.saveUser(key, userState(1), 0, { ...noUserWrites, events: [eventOf(key)] })
  expect(saved).toMatchObject({ kind: "saved" })
  expect((await store.listEvents({ accountId: key.accountId })).items).toHaveLength(1)
})
