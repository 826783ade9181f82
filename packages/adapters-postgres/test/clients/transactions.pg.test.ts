import type {} from "@muster-tools/local-postgres/vitest"
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { postgresStore } from "../../src/index.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { armSql, hostTablesSql, isolationLevels } from "./host.js"
import { type HostWorld, openHostWorld } from "./host-world.js"
import { hosts } from "./hosts.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
  for (const statement of hostTablesSql(open.schema)) await open.pool.query(statement)
})
afterAll(() => open.close())

const cases = Object.entries(hosts).flatMap(([name, connect]) =>
  isolationLevels.map((isolation) => ({ name, isolation, connect })),
)

describe.each(cases)("the transaction of $name at $isolation", ({ isolation, connect }) => {
  let world: HostWorld
  beforeAll(async () => {
    const host = connect({ url: inject("postgresUrl"), schema: open.schema, isolation })
    world = await openHostWorld(host, {
      schema: open.schema,
      store: postgresStore({ client: host.client, schema: open.schema }),
      outside: open.pool,
    })
  })
  afterAll(() => world.close())

  /** Saves the user from elsewhere, so that a save that was decided before is lost. */
  const overtake = () =>
    open.pool.query(`update ${open.schema}.users set version = version + 1 where account_id = $1`, [world.accountId])

  test("commits the host's row and Muster's save together", async () => {
    const before = await world.seen()
    const { transaction } = world.around({
      async after() {
        expect(await world.seen()).toEqual({ ...before, failures: before.failures + 1 })
      },
    })
    expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 1, failures: 0 })
  })

  test("rolls both back when the host fails, and keeps the charge, which had committed before it opened", async () => {
    const before = await world.seen()
    const charged = { ...before, failures: before.failures + 1 }
    const { transaction } = world.around({
      async before() {
        expect(await world.seen()).toEqual(charged)
      },
      async after() {
        throw new Error("the host changed its mind")
      },
    })
    await expect(world.signIn(transaction)).rejects.toThrow("the host changed its mind")
    expect(await world.seen()).toEqual(charged)
  })

  test("rolls the host's rows back with a lost compare, and is opened again", async () => {
    const before = await world.seen()
    const { transaction, opened } = world.around({
      async before(tx) {
        if (opened() > 1) return
        await overtake()
        await tx.query("insert into sign_ins (user_id) values ('lost')")
      },
    })
    expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
    expect(opened()).toBe(2)
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 2, failures: 0 })
  })

  test("is opened again when its snapshot is older than a parallel save", async () => {
    const before = await world.seen()
    const { transaction, opened } = world.around({
      async before(tx) {
        if (opened() > 1) return
        await tx.query("select count(*) from sign_ins")
        await overtake()
      },
    })
    expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
    expect(opened()).toBe(2)
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 2, failures: 0 })
  })

  test("is opened again after a serialization failure at its commit", async () => {
    const before = await world.seen()
    await open.pool.query(armSql(open.schema))
    const { transaction, opened } = world.around({})
    expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
    expect(opened()).toBe(2)
    expect(await world.seen()).toEqual({ signIns: before.signIns + 1, version: before.version + 1, failures: 0 })
  })

  if (isolation === "serializable")
    test("is opened again after a write skew that only Postgres sees", async () => {
      const before = await world.seen()
      const { transaction, opened } = world.around({
        async before(tx) {
          await tx.query("select count(*) from sign_ins")
        },
        async after() {
          if (opened() === 1) await skew()
        },
      })
      expect(await world.signIn(transaction)).toMatchObject({ kind: "signed-in" })
      expect(opened()).toBe(2)
      expect(await world.seen()).toEqual({ signIns: before.signIns + 2, version: before.version + 1, failures: 0 })
    })

  /** Reads what the host's transaction has written, and writes what it has read. */
  async function skew(): Promise<void> {
    const client = await open.pool.connect()
    await client.query("begin isolation level serializable")
    await client.query(`select version from ${open.schema}.users where account_id = $1`, [world.accountId])
    await client.query(`insert into ${open.schema}.sign_ins (user_id) values ('skew')`)
    await client.query("commit")
    client.release()
  }

  test("takes the end of an enrollment and a recovery code, too", async () => {
    const before = await world.seen()
    const { transaction } = world.around({})
    const [recoveryCode = ""] = await world.enrollBob(transaction)
    expect(await world.recover(recoveryCode, transaction)).toMatchObject({ kind: "signed-in" })
    expect((await world.seen()).signIns).toBe(before.signIns + 2)
  })
})
