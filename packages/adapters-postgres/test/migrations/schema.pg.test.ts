import { afterAll, beforeAll, expect, test } from "vitest"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { dumpSchema } from "./dump-schema.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

test("schema.sql is what the migrations make; `npm run schema` writes it anew", async () => {
  await expect(await dumpSchema(open.pool, open.schema)).toMatchFileSnapshot("../../schema.sql")
})

test("what schema.sql makes is dumped as schema.sql", async () => {
  const dump = await dumpSchema(open.pool, open.schema)
  const again = `again_${open.schema}`
  await open.pool.query(dump.replaceAll(/\bmuster\b/g, again))
  expect(await dumpSchema(open.pool, again)).toBe(dump)
  await open.pool.query(`drop schema ${again} cascade`)
})

test.each([
  ["a column", "alter table users add column hint text"],
  ["a default", "alter table users alter column codes_failures set default 1"],
  ["that a column may be empty", "alter table users alter column state drop not null"],
  ["the order of a text", 'alter table users alter column user_id type text collate "default"'],
  ["an index", "drop index mail_available"],
  ["a primary key", "alter table mail drop constraint mail_pkey"],
  ["what a table is created with", "alter table users reset (fillfactor)"],
  ["a function", "drop function spend_mail_budgets"],
])("the dump shows a change of %s", async (_what, sql) => {
  const before = await dumpSchema(open.pool, open.schema)
  const client = await open.pool.connect()
  await client.query(`begin; set local search_path = ${open.schema}; ${sql}`)
  const after = await dumpSchema(client, open.schema)
  await client.query("rollback")
  client.release()
  expect(after).not.toBe(before)
})
