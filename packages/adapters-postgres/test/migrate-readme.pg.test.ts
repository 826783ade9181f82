import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type {} from "@muster-tools/local-postgres/vitest"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { runCommand } from "../src/cli/run-command.js"
import { fromPg, migrate, migrationStatus, postgresMailBudget, postgresStore } from "../src/index.js"
import { aUser, chargeOf, noUserWrites, now, userState } from "./fixtures.js"
import { schemaAt } from "./formats/open-written.js"
import { dumpSchema } from "./migrations/dump-schema.js"
import { type OpenRole, openRole } from "./open-role.js"
import { type OpenSchema, openSchema } from "./open-schema.js"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
const section = readme.slice(readme.indexOf("## Migrations"), readme.indexOf("## Running it"))
const blocks = (language: string) =>
  [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, is]) => is === language).map(([, , code = ""]) => code)

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

test("every command of README.md is one that the program takes", async () => {
  const lines = blocks("sh").flatMap((code) => code.match(/(?<=npx muster-postgres )[^#\n]*/g) ?? [])
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) {
    const printed: string[] = []
    // Beside what the line says, the schema of this test; of an option that is given twice, the last one counts.
    const args = [...line.trim().split(/\s+/), "--schema", open.schema]
    const env = { DATABASE_URL: inject("postgresUrl") }
    const print = (text: string) => void printed.push(text)
    const folder = fileURLToPath(new URL("..", import.meta.url))
    expect(await runCommand({ args, env, folder, print, complain: print })).toBe(0)
    expect(printed.join("")).toContain("up to date")
  }
})

test("with the rights that README.md grants, a program migrates nothing and does all the rest", async () => {
  for (const code of blocks("sql").filter((code) => code.includes("grant"))) {
    await open.pool.query(code.replaceAll(/\bmuster\b/g, open.schema).replaceAll(/\bapp\b/g, role.name))
  }
  const { schema } = open
  const client = fromPg(role.client)
  expect(await migrationStatus(client, { schema })).toMatchObject({ kind: "up-to-date", mayMigrate: false })
  expect(await migrate(client, { schema })).toMatchObject({ kind: "up-to-date" })
  const key = aUser()
  const store = postgresStore({ client, schema })
  expect(await store.saveUser(key, userState(1), 0, noUserWrites)).toMatchObject({ kind: "saved" })
  expect(await store.chargeUser(key, chargeOf(key), now)).toMatchObject({ kind: "charged" })
  const line = { key: "digest", limit: 1, windowSeconds: 60 }
  expect(await postgresMailBudget({ client, schema }).spend([line], now)).toEqual({ kind: "spent" })
  await store.eraseTraces(key)
  expect((await store.listEvents({ accountId: key.accountId })).items).toEqual([])
})

test("the tables that a later migration creates come with the rights", async () => {
  await open.pool.query(`create table ${open.schema}.later (id text)`)
  await role.client.query(`insert into ${open.schema}.later values ('a')`)
})

test("the indexes that README.md has one make beforehand are taken as they are", async () => {
  const schema = await schemaAt(open.pool, 5)
  const indexes = async () => (await open.pool.query(indexesSql, [schema])).rows
  const before = await indexes()
  const [code = ""] = blocks("sql").filter((code) => code.includes("concurrently"))
  // Each by itself: Postgres makes none concurrently in a transaction.
  const statements = code.split(/;\n/).filter((statement) => statement !== "")
  for (const statement of statements) await open.pool.query(statement.replaceAll(/\bmuster\b/g, schema))
  const made = await indexes()
  expect(made.length - before.length).toBe(3)
  expect(await migrate(open.pool, { schema })).toMatchObject({ kind: "migrated" })
  expect(await indexes()).toEqual(made)
  expect(await dumpSchema(open.pool, schema)).toBe(`${readFileSync(new URL("../schema.sql", import.meta.url), "utf8")}`)
  await open.pool.query(`drop schema ${schema} cascade`)
})

const indexesSql = `select c.oid, c.relname from pg_class c
  where c.relnamespace = $1::regnamespace and c.relkind = 'i' order by c.oid`
