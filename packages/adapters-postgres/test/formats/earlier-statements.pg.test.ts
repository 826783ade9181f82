import type pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { migrate } from "../../src/index.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { schemaAt } from "./open-written.js"
import { comparable } from "./recording-client.js"
import { type WrittenBy, writtenBy } from "./written-by.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

/** Sends again, in the same order, what a release sent; answers the first statement whose answer is another now. */
async function firstDifference(pool: pg.Pool, schema: string, { recording }: WrittenBy): Promise<string | null> {
  for (const { text, values, rows } of recording.statements) {
    const sql = (recording.texts[text] ?? "").replaceAll("muster", schema)
    const answer = await pool.query(sql, [...values]).then(
      (result) => JSON.stringify(comparable(result.rows)),
      (error: { readonly code?: string }) => String(error.code),
    )
    if (answer !== JSON.stringify(rows)) return `${sql}: ${answer}`
  }
  return null
}

const statementsOf = ["insert into", "update", "charged", "accounts", "device_groups", "users", "mail", "events"]

describe.each(writtenBy)("during a rolling deploy, the code of version $version", (written) => {
  test("gets the same answers from the schema of this release as from its own", async () => {
    const schema = await schemaAt(open.pool, written.version)
    await migrate(open.pool, { schema })
    expect(await firstDifference(open.pool, schema, written)).toBeNull()
    await open.pool.query(`drop schema ${schema} cascade`)
  })

  test("does not notice a table, an index and columns that a row may lack", async () => {
    const sql = `create table t (id text); create index i on users (status);
      alter table users add hint text, add hints integer not null default 0`
    expect(await afterwards(written, sql)).toBeNull()
  })

  test.each([
    ["a column is gone", "alter table users drop column codes_failures"],
    ["a column has another name", "alter table mail rename column due_at to due"],
    ["a column has to be filled", "alter table events add hint text not null"],
    ["a column has another type", "alter table users alter column epoch type text"],
  ])("would notice if %s", async (_what, sql) => {
    expect(await afterwards(written, sql)).not.toBeNull()
  })

  test.each(statementsOf)("was recorded with statements of %s", (words) => {
    expect(written.recording.texts.filter((text) => text.includes(words))).not.toEqual([])
  })
})

/** The first statement that notices a change of its own schema. */
async function afterwards(written: WrittenBy, change: string): Promise<string | null> {
  const schema = await schemaAt(open.pool, written.version)
  const client = await open.pool.connect()
  await client.query(`set search_path = ${schema}; ${change}; reset search_path`)
  client.release()
  const noticed = await firstDifference(open.pool, schema, written)
  await open.pool.query(`drop schema ${schema} cascade`)
  return noticed
}
