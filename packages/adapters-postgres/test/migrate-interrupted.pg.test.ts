import { isMusterError } from "@muster/core"
import type {} from "@muster-tools/local-postgres/vitest"
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest"
import { migrate, migrationStatus } from "../src/index.js"
import { migrations } from "../src/migrations/index.js"
import { deadlines, openPatientPool, openPool } from "./clients/guide/pg.js"
import { schemaAt } from "./formats/open-written.js"
import { dumpSchema } from "./migrations/dump-schema.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import { openTransaction, untilBlocked } from "./open-transaction.js"

const newest = migrations.length

let open: OpenSchema
let schema: string
beforeAll(async () => {
  open = await openSchema()
})
beforeEach(async () => {
  schema = await schemaAt(open.pool, 2)
})
afterEach(() => open.pool.query(`drop schema ${schema} cascade`))
afterAll(() => open.close())

const unavailable = (error: unknown) => isMusterError(error, "ERR_STORE_UNAVAILABLE") && error.retryable

test("a migration whose connection is killed leaves nothing behind, and the next call does all of it", async () => {
  const before = await dumpSchema(open.pool, schema)
  // Whoever reads an older table stops the migration that alters it or adds an index, in the midst of the others.
  const { client, end } = await openTransaction(open)
  await client.query(`lock table ${schema}.mail, ${schema}.accounts in access exclusive mode`)
  const migration = migrate(open.openPool({ application_name: `killed_${schema}` }), { schema })
  const thrown = expect(migration).rejects.toSatisfy(unavailable)
  await untilBlocked({ ...open, schema })
  await open.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [
    `killed_${schema}`,
  ])
  await thrown
  await end("rollback")

  expect(await dumpSchema(open.pool, schema)).toBe(before)
  expect(await migrationStatus(open.pool, { schema })).toMatchObject({ kind: "behind", version: 2 })
  expect(await migrate(open.pool, { schema })).toEqual({ kind: "migrated", version: newest })
})

test("a table that stays locked is given up after the host's lock_timeout, and nothing is left behind", async () => {
  const { client, end } = await openTransaction(open)
  await client.query(`lock table ${schema}.mail, ${schema}.accounts in access exclusive mode`)
  const impatient = open.openPool({ options: "-c lock_timeout=100ms" })
  await expect(migrate(impatient, { schema })).rejects.toSatisfy(unavailable)
  await end("rollback")
  expect(await migrationStatus(open.pool, { schema })).toMatchObject({ kind: "behind", version: 2 })
})

test("another instance's migration may take longer than the host's lock_timeout", async () => {
  const { client, end } = await openTransaction(open)
  expect(await migrate(client, { schema })).toMatchObject({ kind: "migrated" })
  const waiting = migrate(open.openPool({ options: "-c lock_timeout=100ms" }), { schema })
  await untilBlocked({ ...open, schema })
  await new Promise((resolve) => setTimeout(resolve, 300))
  await end("commit")
  expect(await waiting).toEqual({ kind: "up-to-date", version: newest })
})

test("another instance's migration outlasts the pool of the guide, and not the one that the guide migrates on", async () => {
  const { client, end } = await openTransaction(open)
  expect(await migrate(client, { schema })).toMatchObject({ kind: "migrated" })
  const connectionString = inject("postgresUrl")
  const [pool, patient] = [openPool({ connectionString }), openPatientPool({ connectionString })]
  const waiting = migrate(patient, { schema })
  await expect(migrate(pool, { schema })).rejects.toSatisfy(unavailable)
  await new Promise((resolve) => setTimeout(resolve, deadlines.query_timeout - deadlines.statement_timeout + 500))
  await end("commit")
  expect(await waiting).toEqual({ kind: "up-to-date", version: newest })
  expect(await migrate(pool, { schema })).toEqual({ kind: "up-to-date", version: newest })
  await Promise.all([pool.end(), patient.end()])
}, 15_000)

test("a dry run leaves everything as it was, also in a transaction of the host, which goes on", async () => {
  const before = await dumpSchema(open.pool, schema)
  expect(await migrate(open.pool, { schema, dryRun: true })).toEqual({ kind: "would-migrate", version: 2 })
  const { client, end } = await openTransaction(open)
  expect(await migrate(client, { schema, dryRun: true })).toEqual({ kind: "would-migrate", version: 2 })
  expect((await client.query("show lock_timeout")).rows).toEqual([{ lock_timeout: "0" }])
  await end("commit")
  expect(await dumpSchema(open.pool, schema)).toBe(before)
})

test("a dry run fails as the migration would", async () => {
  await open.pool.query(`create table ${schema}.key_checks (mine integer)`)
  for (const dryRun of [true, false]) {
    await expect(migrate(open.pool, { schema, dryRun })).rejects.toSatisfy((error) =>
      isMusterError(error, "ERR_STORE_UNAVAILABLE"),
    )
  }
})

test("a dry run of what is up to date says so", async () => {
  await migrate(open.pool, { schema })
  expect(await migrate(open.pool, { schema, dryRun: true })).toEqual({ kind: "up-to-date", version: newest })
})
