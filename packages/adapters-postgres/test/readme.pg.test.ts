import { readFileSync } from "node:fs"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest"
import { aUser, noUserWrites, userState } from "./fixtures.js"

/** The example takes the default schema, so it gets a database of its own. */
const database = `readme_${crypto.randomUUID().replaceAll("-", "")}`

let pool: pg.Pool
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: inject("postgresUrl") })
  await pool.query(`create database ${database}`)
})
afterAll(async () => {
  await pool.query(`drop database ${database}`)
  await pool.end()
})

function databaseUrl(): string {
  const url = new URL(inject("postgresUrl"))
  url.pathname = database
  return url.href
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")

test("the program in README.md is the one that is compiled and run here", () => {
  const programs = [...read("../README.md").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program)
  expect(programs).toEqual([read("./readme-example.ts")])
})

test("it opens a store and a mail budget that work", async () => {
  vi.stubEnv("DATABASE_URL", databaseUrl())
  const { store, mailBudget, close } = await import("./readme-example.js")
  vi.unstubAllEnvs()

  const key = aUser()
  expect(await store.saveUser(key, userState(1), 0, noUserWrites)).toEqual({ kind: "saved", version: 1 })
  expect(await mailBudget.spend([{ key: "digest", limit: 1, windowSeconds: 60 }], 0)).toEqual({ kind: "spent" })
  await close()
})

test("the schema is muster unless it is named", async () => {
  const client = new pg.Client({ connectionString: databaseUrl() })
  await client.connect()
  const { rows } = await client.query("select user_id from muster.users")
  await client.end()
  expect(rows).toEqual([{ user_id: "ann" }])
})
