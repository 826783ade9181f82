import { inspect } from "node:util"
import { isMusterError } from "@muster/core"
import type { HostTransaction } from "@muster/sdk"
import type { SqlTransaction } from "@muster/sdk/ports"
import type {} from "@muster-tools/local-postgres/vitest"
import { drizzle } from "drizzle-orm/node-postgres"
import knex from "knex"
import { Kysely, PostgresDialect } from "kysely"
import postgres from "postgres"
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest"
import { fromKnex, fromPg, fromPostgres, postgresStore, type SqlClient } from "../../src/index.js"
import { aUser, noUserWrites, userState } from "../fixtures.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { openTransaction, untilBlocked } from "../open-transaction.js"
import { hostTablesSql } from "./host.js"
import { hosts } from "./hosts.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
  for (const statement of hostTablesSql(open.schema)) await open.pool.query(statement)
})
afterAll(() => open.close())

const key = aUser()
const save = (transaction: SqlTransaction, schema = open.schema) =>
  postgresStore({ client: open.pool, schema }).saveUser(key, userState(1), 0, { ...noUserWrites, transaction })
type Connect = (typeof hosts)[string]
const refused = { code: "ERR_INVALID_INPUT", field: "transaction" }

/** What each package calls a transaction, before it is wrapped. */
const unwrapped: Readonly<Record<string, (work: (transaction: SqlTransaction) => Promise<void>) => Promise<void>>> = {
  async postgres(work) {
    const sql = postgres(inject("postgresUrl"), { max: 1 })
    await sql.begin(work).finally(() => sql.end())
  },
  drizzle: (work) => drizzle(open.pool).transaction(work),
  kysely: (work) => new Kysely({ dialect: new PostgresDialect({ pool: open.pool }) }).transaction().execute(work),
  async knex(work) {
    const db = knex({ client: "pg", connection: inject("postgresUrl") })
    await db.transaction(work).finally(() => db.destroy())
  },
}

test.each(Object.entries(unwrapped))("a transaction of %s is refused until it is wrapped", async (_name, run) => {
  await run(async (transaction) => {
    await expect(save(transaction)).rejects.toMatchObject(refused)
  })
})

test("a pool is no transaction: its statements would commit one by one", async () => {
  const sql = postgres(inject("postgresUrl"))
  for (const pool of [open.pool, fromPg(open.pool), fromPostgres(sql)]) {
    await expect(save(pool)).rejects.toMatchObject(refused)
  }
  await sql.end()
})

test("a commit after a statement that failed saves nothing, and only its command says so", async () => {
  const client = await open.pool.connect()
  await client.query("begin")
  await save(client)
  await expect(client.query("select 1 / 0")).rejects.toMatchObject({ code: "22012" })
  expect(await client.query("commit")).toMatchObject({ command: "ROLLBACK" })
  client.release()
  expect((await postgresStore({ client: open.pool, schema: open.schema }).loadUser(key)).user).toBeUndefined()
})

test("a save that comes after Knex's transaction has ended is refused, not written by itself", async () => {
  const db = knex({ client: "pg", connection: inject("postgresUrl") })
  let late: SqlClient | undefined
  await db.transaction(async (trx) => {
    late = fromKnex(trx)
  })
  await expect(save(late)).rejects.toMatchObject(refused)
  await db.destroy()
})

/** Runs `work` in the host's transaction in place of Muster's save, and returns what that threw. */
async function thrownInside(connect: Connect, work: (tx: SqlClient) => Promise<unknown>): Promise<unknown> {
  const host = connect({ url: inject("postgresUrl"), schema: open.schema, isolation: "read committed" })
  let thrown: unknown
  const inside: Parameters<HostTransaction>[0] = async (tx) => {
    await work(tx as SqlClient).catch((error: unknown) => {
      thrown = error
      throw error
    })
  }
  await expect(host.transaction(inside, key)).rejects.toThrow()
  await host.close()
  return thrown
}

test.each(Object.entries(hosts))(
  "an error inside %s is told by its SQLSTATE, and quotes nothing",
  async (_name, connect) => {
    const thrown = await thrownInside(connect, (tx) => save(tx, "nowhere"))
    expect(isMusterError(thrown, "ERR_STORE_NOT_MIGRATED")).toBe(true)
    expect(inspect(thrown, { depth: 10 })).not.toContain(userState(1).json)
  },
)

test.each(Object.entries(hosts))("columns are read inside %s as the statement names them", async (_name, connect) => {
  let saved: unknown
  await thrownInside(connect, async (tx) => {
    saved = await save(tx)
    throw new Error("enough")
  })
  expect(saved).toEqual({ kind: "saved", version: 1 })
})

// `postgres` 3.4.9 throws outside of every promise when the connection of a transaction breaks, wrapped or not.
test.each(Object.entries(hosts).filter(([name]) => !name.includes("postgres")))(
  "a connection inside %s that breaks while the save waits is told, and the error quotes nothing",
  async (_name, connect) => {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => {})
    const holder = await openTransaction(open)
    await save(holder.client)
    const thrown = await thrownInside(connect, async (tx) => {
      const { rows } = await tx.query("select pg_backend_pid() as pid")
      const waiting = save(tx)
      await untilBlocked(open)
      await open.pool.query("select pg_terminate_backend($1)", [Number(rows[0]?.pid)])
      return waiting
    }).finally(() => holder.end("rollback"))
    silenced.mockRestore()
    expect(thrown).toMatchObject({ code: "ERR_STORE_UNAVAILABLE", retryable: true })
    expect(inspect(thrown, { depth: 10 })).not.toContain(userState(1).json)
  },
)
