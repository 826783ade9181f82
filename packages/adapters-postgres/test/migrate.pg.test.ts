import { isMusterError } from "@muster/core"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { migrate, migrationStatus, postgresStore } from "../src/index.js"
import { migrations } from "../src/migrations/index.js"
import { knowMigrations } from "../src/migrations/migration.js"
import { migrationSql } from "../src/migrations/migration-sql.js"
import { tablesIn } from "../src/tables.js"
import { aUser, noUserWrites, userState } from "./fixtures.js"

const newest = migrations.length

let pool: pg.Pool
const schemas: string[] = []
beforeAll(() => {
  pool = openPool()
})
afterAll(async () => {
  for (const schema of schemas) await pool.query(`drop schema if exists ${schema} cascade`)
  await pool.end()
})

function openPool(config: pg.PoolConfig = {}): pg.Pool {
  return new pg.Pool({ connectionString: inject("postgresUrl"), ...config }).on("error", () => {})
}

function newSchema(): string {
  const schema = `migrate_${crypto.randomUUID().replaceAll("-", "")}`
  schemas.push(schema)
  return schema
}

test("a schema is created, and a second call finds it up to date", async () => {
  const schema = newSchema()
  expect(await migrate(pool, { schema })).toEqual({ kind: "migrated", version: newest })
  expect(await migrate(pool, { schema })).toEqual({ kind: "up-to-date", version: newest })
})

test("two schemas in one database know nothing of each other", async () => {
  const [one, other] = [newSchema(), newSchema()]
  for (const schema of [one, other]) await migrate(pool, { schema })
  const key = aUser()
  await postgresStore({ client: pool, schema: one }).saveUser(key, userState(1), 0, noUserWrites)
  expect((await postgresStore({ client: pool, schema: other }).loadUser(key)).user).toBeUndefined()
})

test("nothing is created outside the schema", async () => {
  const owned = "select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace"
  const before = (await pool.query(owned)).rows
  await migrate(pool, { schema: newSchema() })
  expect((await pool.query(owned)).rows).toEqual(before)
})

test.each(["read committed", "repeatable read", "serializable"])(
  "of 20 instances that start at once one migrates and none fails, at %s",
  async (isolation) => {
    const schema = newSchema()
    const options = `-c default_transaction_isolation=${isolation.replaceAll(" ", "\\ ")}`
    const pools = Array.from({ length: 20 }, () => openPool({ max: 1, options }))

    const results = await Promise.all(pools.map((instance) => migrate(instance, { schema })))
    await Promise.all(pools.map((instance) => instance.end()))

    expect(results.filter(({ kind }) => kind === "migrated")).toHaveLength(1)
    expect(results.map(({ version }) => version)).toEqual(results.map(() => newest))
    const { rows } = await pool.query(`select version from ${schema}.migrations order by version`)
    expect(rows).toEqual(migrations.map((_, index) => ({ version: index + 1 })))
  },
)

test("an older schema gets what is missing and keeps its rows", async () => {
  const schema = newSchema()
  const known = await knowMigrations(migrations)
  await pool.query(migrationSql(tablesIn(schema), known.slice(0, 4)))
  const key = aUser()
  await postgresStore({ client: pool, schema }).saveUser(key, userState(1), 0, noUserWrites)

  expect(await migrate(pool, { schema })).toEqual({ kind: "migrated", version: newest })
  expect((await postgresStore({ client: pool, schema }).loadUser(key)).user?.version).toBe(1)
})

test("a schema of before there were checksums is migrated like any other", async () => {
  const schema = newSchema()
  const known = await knowMigrations(migrations)
  await pool.query(migrationSql(tablesIn(schema), known.slice(0, 4)))
  await pool.query(`alter table ${schema}.migrations drop column checksum, drop column works_from`)

  expect(await migrationStatus(pool, { schema })).toMatchObject({ kind: "behind", version: 4 })
  expect(await migrate(pool, { schema })).toEqual({ kind: "migrated", version: newest })
  expect(await migrationStatus(pool, { schema })).toMatchObject({ kind: "up-to-date", version: newest })
})

test("a migration that fails leaves nothing behind", async () => {
  const schema = newSchema()
  await pool.query(`create schema ${schema}; create table ${schema}.events (mine int)`)
  await expect(migrate(pool, { schema })).rejects.toSatisfy((error) => isMusterError(error, "ERR_STORE_UNAVAILABLE"))
  const { rows } = await pool.query("select tablename from pg_tables where schemaname = $1", [schema])
  expect(rows).toEqual([{ tablename: "events" }])
})

test("a role that may create nothing but tables in its schema is enough", async () => {
  const schema = newSchema()
  const role = `role_${schema}`
  await pool.query(`create role ${role} login password 'secret'; create schema ${schema} authorization ${role}`)
  const url = new URL(inject("postgresUrl"))
  Object.assign(url, { username: role, password: "secret" })
  const own = openPool({ connectionString: url.href })
  expect(await migrate(own, { schema })).toMatchObject({ kind: "migrated" })
  await own.end()
  await pool.query(`drop owned by ${role} cascade; drop role ${role}`)
})

test("a migration in a transaction of the host is undone with it", async () => {
  const schema = newSchema()
  const client = await pool.connect()
  await client.query("begin")
  expect(await migrate(client, { schema })).toMatchObject({ kind: "migrated" })
  await client.query("rollback")
  client.release()
  const { rows } = await pool.query("select from pg_namespace where nspname = $1", [schema])
  expect(rows).toEqual([])
})

test("until migrate has run, every call says so", async () => {
  const store = postgresStore({ client: pool, schema: newSchema() })
  const calls = [() => store.loadUser(aUser()), () => store.nextMailAt(), () => store.eraseTraces(aUser())]
  for (const call of calls) {
    await expect(call()).rejects.toSatisfy((error) => isMusterError(error, "ERR_STORE_NOT_MIGRATED"))
  }
})
