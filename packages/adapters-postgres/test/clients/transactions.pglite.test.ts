import { PGlite } from "@electric-sql/pglite"
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core"
import { drizzle } from "drizzle-orm/pglite"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fromPglite, migrate, postgresStore } from "../../src/index.js"
import { drizzleTransaction } from "./guide/drizzle.js"
import { pgliteTransaction } from "./guide/pglite.js"
import { armSql, hostTablesSql, isolationLevels } from "./host.js"
import { type HostWorld, openHostWorld } from "./host-world.js"

const schema = "public"
let db: PGlite
beforeAll(async () => {
  db = new PGlite()
  await migrate(fromPglite(db), { schema })
  for (const statement of hostTablesSql(schema)) await db.query(statement)
})
afterAll(() => db.close())

const ways = {
  pglite: pgliteTransaction,
  "drizzle on pglite": (db: PGlite) => drizzleTransaction(drizzle(db) as PgDatabase<PgQueryResultHKT>),
}
const cases = Object.entries(ways).flatMap(([name, way]) =>
  isolationLevels.map((isolation) => ({ name, isolation, way })),
)

describe.each(cases)("the transaction of $name at $isolation", ({ isolation, way }) => {
  let world: HostWorld
  beforeAll(async () => {
    await db.query(`set default_transaction_isolation = '${isolation}'`)
    const client = fromPglite(db)
    const host = { client, transaction: way(db), close: async () => {} }
    world = await openHostWorld(host, { schema, store: postgresStore({ client, schema }), outside: client })
  })

  test("commits the host's row and Muster's save together", async () => {
    const before = await world.seen()
    expect(await world.signIn(world.around({}).transaction)).toMatchObject({ kind: "signed-in" })
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 1, failures: 0 })
  })

  test("rolls both back when the host fails, and keeps the charge", async () => {
    const before = await world.seen()
    const { transaction } = world.around({
      async after() {
        throw new Error("the host changed its mind")
      },
    })
    await expect(world.signIn(transaction)).rejects.toThrow("the host changed its mind")
    expect(await world.seen()).toEqual({ ...before, failures: before.failures + 1 })
  })

  test("rolls the host's rows back with a lost compare, and is opened again", async () => {
    const before = await world.seen()
    const { transaction, opened } = world.around({
      async before(tx) {
        if (opened() > 1) return
        // Its one session leaves nobody else to save the user; what is rolled back here is rolled back anyway.
        await tx.query(`update ${schema}.users set version = version + 1`)
        await tx.query("insert into sign_ins (user_id) values ('lost')")
      },
    })
    expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
    expect(opened()).toBe(2)
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 1, failures: 0 })
  })

  test("is opened again after a serialization failure at its commit", async () => {
    const before = await world.seen()
    await db.query(armSql(schema))
    const { transaction, opened } = world.around({})
    expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
    expect(opened()).toBe(2)
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 1, failures: 0 })
  })
})
