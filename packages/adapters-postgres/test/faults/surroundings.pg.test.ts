import { runStoreConformance } from "@muster/adapters-conformance"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { fromPg, migrate, postgresStore } from "../../src/index.js"
import type { OpenSchema } from "../open-schema.js"
import { storeHarness } from "../store-harness.js"

const settings = [
  "TimeZone=Pacific/Chatham",
  "DateStyle=SQL,DMY",
  "IntervalStyle=sql_standard",
  "search_path=nowhere",
  "bytea_output=escape",
  "extra_float_digits=-15",
  "array_nulls=off",
  "quote_all_identifiers=on",
  "default_transaction_deferrable=on",
]
const name = `Muster's "ünïque" Test ${crypto.randomUUID()}`
const quoted = `"${name.replaceAll('"', '""')}"`

/** A database whose name needs quotes, in another language's order, and sessions that are set up as nobody expects. */
async function openElsewhere(): Promise<OpenSchema> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") })
  await admin.connect()
  await admin.query(
    `create database ${quoted} template template0 encoding 'UTF8' locale_provider icu icu_locale 'sv' locale 'C'`,
  )
  const url = Object.assign(new URL(inject("postgresUrl")), { pathname: `/${encodeURIComponent(name)}` })
  const options = settings.map((setting) => `-c ${setting}`).join(" ")
  const pools: pg.Pool[] = []
  const openPool = (config: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({ connectionString: url.href, options, max: 10, ...config }).on("error", () => {})
    pools.push(pool)
    return pool
  }
  const pool = openPool()
  const schema = `x${"y".repeat(62)}`
  await migrate(pool, { schema })
  return {
    schema,
    pool,
    openPool,
    async close() {
      await Promise.all(pools.filter((open) => !open.ended).map((open) => open.end()))
      await admin.query(`drop database ${quoted} with (force)`)
      await admin.end()
    },
  }
}

let open: OpenSchema
beforeAll(async () => {
  open = await openElsewhere()
})
afterAll(() => open.close())

it("what passes the whole kit here has another time zone, search path and byte format, and a name that needs quotes", async () => {
  const { rows } = await open.pool.query(
    `select current_database() as name, current_setting('TimeZone') as zone, current_setting('bytea_output') as bytes,
       current_setting('DateStyle') as dates, current_schema() as schema, timestamptz '2026-11-24T00:00:00Z' ::text as day`,
  )
  expect(rows).toEqual([
    {
      name,
      zone: "Pacific/Chatham",
      bytes: "escape",
      dates: "SQL, DMY",
      schema: null,
      day: "24/11/2026 13:45:00 +1345",
    },
  ])
})

const harness = storeHarness({
  name: "postgres, in a database and in sessions that are set up otherwise",
  open: () => open,
  storeOn: (client, schema) => postgresStore({ client, schema }),
  againOn: (pool, schema) => postgresStore({ client: fromPg(pool), schema }),
})

runStoreConformance(harness, { describe, it })
