import type { MusterStore } from "@muster/sdk/ports"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import postgres from "postgres"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { fromPg, fromPostgres, postgresMailBudget, postgresStore, type SqlClient } from "../../src/index.js"
import { aGroup, aUser, chargeOf, eventOf, mailTo, noAccountWrites, noUserWrites, now, userState } from "../fixtures.js"
import { type OpenSchema, openSchema } from "../open-schema.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

interface Opened {
  readonly client: SqlClient
  close(): Promise<void>
}

const ofPool = (config: pg.PoolConfig, wrap: (pool: pg.Pool) => SqlClient): Opened => {
  const pool = open.openPool({ max: 1, ...config })
  return { client: wrap(pool), close: () => pool.end() }
}
const ofSql = (options: object): Opened => {
  const sql = postgres(inject("postgresUrl"), { max: 1, ...options })
  return { client: fromPostgres(sql), close: () => sql.end() }
}

/** Parsers that a host may have set: BIGINT as bigint, everything else as the text that Postgres sends. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8
      ? BigInt
      : oid === 1009 || oid === 114
        ? String
        : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

/** Drivers, and what hosts set in them for their own sake. */
const clients: Readonly<Record<string, () => Opened | Promise<Opened>>> = {
  pg: () => ofPool({}, (pool) => pool),
  "pg, prepared": () => ofPool({}, fromPg),
  "pg with parsers of the host": () => ofPool({ types }, fromPg),
  async "one client of pg"() {
    const client = new pg.Client({ connectionString: inject("postgresUrl") })
    await client.connect()
    return { client, close: () => client.end() }
  },
  postgres: () => ofSql({}),
  "postgres with BIGINT as bigint": () => ofSql({ types: { bigint: postgres.BigInt } }),
  "postgres without the types of arrays": () => ofSql({ fetch_types: false }),
  "postgres without prepared statements": () => ofSql({ prepare: false }),
  "postgres with columns in camelCase": () => ofSql({ transform: postgres.camel }),
  "postgres with columns in kebab-case": () => ofSql({ transform: postgres.kebab }),
}

const keyIds = ["2026", 'a "quoted" one', "comma, {brace}", "back\\slash", "NULL"]

/** Writes and reads one value of every type that there is. */
async function everythingOf(store: MusterStore, client: SqlClient) {
  const key = aUser()
  const { accountId } = key
  const state = { ...userState(1), columns: { status: "enrolled", epoch: 2 ** 40, sealedKeyIds: keyIds } }
  const event = { ...eventOf(key), reason: 'json\u0000 "null" \\ é', id: "event" }
  const mail = { ...mailTo(key, null), id: "mail", dueAt: now - 1, expiresAt: now + 1 }
  await store.saveAccount(accountId, { format: 1, json: "{}" }, 0, {
    ...noAccountWrites,
    putGroups: [aGroup("desks"), aGroup("kiosks")],
  })
  const writes = { ...noAccountWrites, removeGroups: ["kiosks", 'a,"b"'] }
  await store.saveAccount(accountId, null, 1, writes)
  await store.saveUser(key, state, 0, { ...noUserWrites, events: [event], mail: [mail] })
  const charge = { ...chargeOf(key), epoch: 2 ** 40, event: { ...event, id: "charge" } }
  const budget = postgresMailBudget({ client, schema: open.schema })
  const line = { key: accountId, limit: 1, windowSeconds: 60 }
  const answers = {
    charged: await store.chargeUser(key, charge, now),
    loaded: await store.loadUser(key),
    groups: await store.loadGroups(accountId),
    users: await store.listUsers({ accountId }),
    events: await store.listEvents({ accountId }),
    mail: await store.claimMail({ now, limit: 10, leaseSeconds: 60 }),
    counts: await store.countByKeyId(),
    spent: [await budget.spend([line], now), await budget.spend([line], now)],
  }
  await open.pool.query(`delete from ${open.schema}.mail; delete from ${open.schema}.users`)
  const plain = (name: string, value: unknown) => (name === "databaseTime" ? typeof value : value)
  const text = JSON.stringify(answers, (name, value: unknown) =>
    value instanceof Uint8Array ? { bytes: [...value], plain: value.constructor === Uint8Array } : plain(name, value),
  )
  return JSON.parse(text.replaceAll(accountId, "account"))
}

test("the values are what they were, whatever the driver makes of them", async () => {
  const read = await readThrough(clients.pg)
  expect(read).toMatchObject({
    charged: { kind: "charged", user: { value: { columns: { epoch: 2 ** 40, sealedKeyIds: keyIds } } } },
    loaded: { databaseTime: "number", throttles: { codes: { failures: 1, bucketUntil: now + 86_400_000 } } },
    groups: { groups: [{ id: "desks", updates: { mode: "inherit" } }] },
    events: { items: [{ id: "charge" }, { id: "event", at: now, reason: 'json\u0000 "null" \\ é' }] },
    mail: [{ sealed: { bytes: [0, 1, 254, 255], plain: true }, dueAt: now - 1, expiresAt: now + 1, tries: 1 }],
    counts: Object.fromEntries(keyIds.map((id) => [id, 1])),
    spent: [{ kind: "spent" }, { kind: "throttled", retryAt: now + 60_000 }],
  })
})

test.each(Object.keys(clients))("%s reads the same values as pg", async (name) => {
  expect(await readThrough(clients[name])).toEqual(await readThrough(clients.pg))
})

async function readThrough(connect: (typeof clients)[string] | undefined): Promise<unknown> {
  if (connect === undefined) throw new Error("a client of the list")
  const { client, close } = await connect()
  try {
    return await everythingOf(postgresStore({ client, schema: open.schema }), client)
  } finally {
    await close()
  }
}
