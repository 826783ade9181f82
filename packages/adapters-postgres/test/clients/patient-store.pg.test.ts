import { isMusterError } from "@muster/core"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { fromPg, migrate, postgresStore } from "../../src/index.js"
import { aUser, erasureAt, noAccountWrites, noUserWrites, userState } from "../fixtures.js"
import { deadlines, openPatientPool, openPool, patientStore } from "./guide/pg.js"

/** The guide takes the default schema, so it gets a database of its own. */
const database = `patient_${crypto.randomUUID().replaceAll("-", "")}`

let server: pg.Pool
let pool: pg.Pool
let patient: pg.Pool
beforeAll(async () => {
  server = new pg.Pool({ connectionString: inject("postgresUrl") })
  await server.query(`create database ${database}`)
  const url = new URL(inject("postgresUrl"))
  url.pathname = database
  pool = openPool({ connectionString: url.href })
  patient = openPatientPool({ connectionString: url.href })
  await migrate(patient)
})
afterAll(async () => {
  await Promise.all([pool.end(), patient.end()])
  await server.query(`drop database ${database}`)
  await server.end()
})

test("an account too large to be erased on the guide's pool is erased through its second store", async () => {
  const store = postgresStore({ client: fromPg(pool) })
  const key = aUser()
  await store.saveAccount(key.accountId, { format: 1, json: "{}" }, 0, noAccountWrites)
  await store.saveUser(key, userState(1), 0, noUserWrites)
  // One row that takes as long as many.
  await patient.query(`create function muster.take_long() returns trigger language plpgsql as $$
    begin perform pg_sleep(${(deadlines.query_timeout + 500) / 1000}); return old; end $$`)
  await patient.query(`create trigger take_long before delete on muster.users
    for each row execute function muster.take_long()`)

  await expect(store.eraseAccount(key.accountId, erasureAt(1))).rejects.toSatisfy((error) =>
    isMusterError(error, "ERR_STORE_UNAVAILABLE"),
  )
  expect((await store.loadUser(key)).user?.version).toBe(1)
  expect(await patientStore(patient).eraseAccount(key.accountId, erasureAt(1))).toEqual({ kind: "saved", version: 2 })
  expect((await store.loadUser(key)).user).toBeUndefined()
}, 20_000)
