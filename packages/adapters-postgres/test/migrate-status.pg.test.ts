import { isMusterError } from "@muster/core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { migrate, migrationPlan, migrationStatus } from "../src/index.js"
import { migrations } from "../src/migrations/index.js"
import { countingClient } from "./counting-client.js"
import { schemaAt } from "./formats/open-written.js"
import { type OpenRole, openRole } from "./open-role.js"
import { type OpenSchema, openSchema } from "./open-schema.js"

const newest = migrations.length

let open: OpenSchema
let schema: string
beforeAll(async () => {
  open = await openSchema()
})
beforeEach(async () => {
  schema = await schemaAt(open.pool, 2)
})
afterEach(() => open.pool.query(`drop schema if exists ${schema} cascade`))
afterAll(() => open.close())

const notMigrated = (error: unknown) => isMusterError(error, "ERR_STORE_NOT_MIGRATED") && !error.retryable
const noRight = (error: unknown) => isMusterError(error, "ERR_CONFIGURATION") && error.field === "client"

describe("a migration that ran in another form", () => {
  beforeEach(() => open.pool.query(`update ${schema}.migrations set checksum = repeat('0', 64) where version = 2`))

  test("is named, and nothing is run on what it left", async () => {
    expect(await migrationStatus(open.pool, { schema })).toMatchObject({ kind: "changed", version: 2, changed: [2] })
    await expect(migrate(open.pool, { schema })).rejects.toSatisfy(notMigrated)
    await expect(migrationPlan(open.pool, { schema })).rejects.toSatisfy(notMigrated)
    expect((await migrationStatus(open.pool, { schema })).version).toBe(2)
  })
})

describe("a schema of a newer release", () => {
  const add = (worksFrom: number | null) =>
    open.pool.query(`insert into ${schema}.migrations (version, run, checksum, works_from)
      values (${newest + 1}, gen_random_uuid(), 'of a newer release', ${worksFrom})`)
  beforeEach(() => migrate(open.pool, { schema }))

  test("is left alone and goes on working, while the newer one has only added", async () => {
    for (const worksFrom of [null, newest]) {
      await open.pool.query(`delete from ${schema}.migrations where version > ${newest}`)
      await add(worksFrom)
      expect(await migrationStatus(open.pool, { schema })).toMatchObject({ kind: "newer", version: newest + 1 })
      expect(await migrate(open.pool, { schema })).toEqual({ kind: "newer", version: newest + 1 })
      expect(await migrationPlan(open.pool, { schema })).toMatchObject({ kind: "newer", sql: null })
    }
  })

  test("is refused once the newer one has taken away what this one needs", async () => {
    await add(newest + 1)
    expect(await migrationStatus(open.pool, { schema })).toMatchObject({ kind: "too-new", version: newest + 1 })
    await expect(migrate(open.pool, { schema })).rejects.toSatisfy(notMigrated)
  })
})

describe("a role without the right", () => {
  let role: OpenRole
  beforeEach(async () => {
    role = await openRole(open.pool)
  })
  afterEach(() => role.close())

  test("to create the schema is told so, and creates nothing", async () => {
    const missing = `${schema}_missing`
    expect(await migrationStatus(role.client, { schema: missing })).toMatchObject({ kind: "behind", mayMigrate: false })
    await expect(migrate(role.client, { schema: missing })).rejects.toSatisfy(noRight)
    await expect(migrate(role.client, { schema: missing, dryRun: true })).rejects.toSatisfy(noRight)
  })

  test("to read the history is told so", async () => {
    expect(await migrationStatus(role.client, { schema })).toMatchObject({ kind: "denied", version: 0, pending: [] })
    await expect(migrate(role.client, { schema })).rejects.toSatisfy(noRight)
  })

  test("to alter the tables of another role is told so before anything is run", async () => {
    await open.pool.query(`grant usage, create on schema ${schema} to ${role.name}`)
    await open.pool.query(`grant all on all tables in schema ${schema} to ${role.name}`)
    expect(await migrationStatus(role.client, { schema })).toMatchObject({ kind: "behind", mayMigrate: false })
    await expect(migrate(role.client, { schema })).rejects.toSatisfy(noRight)
  })

  test("to change anything may still call migrate where nothing is pending, and look at the plan where something is", async () => {
    await open.pool.query(`grant usage on schema ${schema} to ${role.name}`)
    await open.pool.query(`grant select on all tables in schema ${schema} to ${role.name}`)
    expect(await migrationPlan(role.client, { schema })).toMatchObject({ kind: "pending" })
    await migrate(open.pool, { schema })
    expect(await migrate(role.client, { schema })).toEqual({ kind: "up-to-date", version: newest })
  })
})

describe("a schema that is behind", () => {
  test("is told with what has run, and when, and with what is pending", async () => {
    const { applied, pending, ...rest } = await migrationStatus(open.pool, { schema })
    expect(rest).toEqual({ kind: "behind", version: 2, releaseVersion: newest, changed: [], mayMigrate: true })
    expect(applied.map(({ name }) => name)).toEqual(["0001-accounts-and-users", "0002-mail-and-events"])
    for (const { migratedAt } of applied) expect(Math.abs(Date.now() - migratedAt)).toBeLessThan(60_000)
    expect(pending.map(({ version }) => version)).toEqual(migrations.slice(2).map((_, index) => index + 3))
    for (const { checksum } of pending) expect(checksum).toMatch(/^[0-9a-f]{64}$/)
  })

  test("is only read by status and plan, in two statements each", async () => {
    const client = countingClient({
      async query(text, values) {
        const connection = await open.pool.connect()
        await connection.query("begin read only")
        const result = await connection.query(text, values)
        await connection.query("rollback")
        connection.release()
        return result
      },
    })
    await migrationStatus(client, { schema })
    await migrationPlan(client, { schema })
    expect(client.sent).toHaveLength(4)
  })

  test("is brought up to date by the SQL of the plan, which may be run again", async () => {
    const plan = await migrationPlan(open.pool, { schema })
    expect(plan).toMatchObject({ kind: "pending", version: 2 })
    for (let run = 0; run < 2; run++) await open.pool.query(plan.sql ?? "")
    expect(await migrationStatus(open.pool, { schema })).toMatchObject({ kind: "up-to-date", version: newest })
    expect(await migrationPlan(open.pool, { schema })).toMatchObject({ kind: "up-to-date", migrations: [], sql: null })
  })
})

test("a schema that does not exist has version 0 and everything pending", async () => {
  const status = await migrationStatus(open.pool, { schema: "not_there" })
  expect(status).toMatchObject({ kind: "behind", version: 0, applied: [], mayMigrate: true })
  expect(status.pending).toHaveLength(newest)
})
