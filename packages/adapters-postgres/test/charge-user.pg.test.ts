import { isMusterError } from "@muster/core"
import type { ChargeResult, MusterStore, UserKey } from "@muster/sdk/ports"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { postgresStore } from "../src/index.js"
import { aUser, chargeOf, noUserWrites, now, userState } from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import { openTransaction, untilBlocked } from "./open-transaction.js"

let open: OpenSchema
let store: MusterStore
beforeAll(async () => {
  open = await openSchema()
  store = postgresStore({ client: open.pool, schema: open.schema })
})
afterAll(() => open.close())

async function savedUser(): Promise<UserKey> {
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  return key
}

/** A conflict that was given up is thrown: nothing was charged then. */
async function chargeOrConflict(at: MusterStore, key: UserKey): Promise<ChargeResult | { readonly kind: "conflict" }> {
  try {
    return await at.chargeUser(key, chargeOf(key), now)
  } catch (error) {
    if (isMusterError(error, "ERR_STORE_CONFLICT")) return { kind: "conflict" }
    throw error
  }
}

describe.each(["read committed", "repeatable read", "serializable"])("at %s", (isolation) => {
  test("of 300 parallel charges as many are charged as the rule allows, on two pools", async () => {
    const key = await savedUser()
    const options = `-c default_transaction_isolation=${isolation.replaceAll(" ", "\\ ")}`
    const pools = [1, 2].map(() => open.openPool({ max: 15, options }))
    // No more in one store than may wait.
    const stores = [...pools, ...pools].map((client) => postgresStore({ client, schema: open.schema }))

    const results = await Promise.all(
      Array.from({ length: 300 }, (_, index) => chargeOrConflict(stores[index % 4] as MusterStore, key)),
    )

    const kinds = results.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === "charged")).toHaveLength(5)
    const refusals = isolation === "read committed" ? ["throttled"] : ["throttled", "conflict"]
    expect(kinds.filter((kind) => kind !== "charged" && !refusals.includes(kind))).toEqual([])
    const { throttles } = await store.loadUser(key)
    expect(throttles.codes.failures).toBe(5)
    const { items } = await store.listEvents({ accountId: key.accountId })
    expect(items).toHaveLength(5)
  })
})

describe("a charge that waits for a parallel one", () => {
  async function chargeDuring(end: "commit" | "rollback", work: (held: MusterStore, key: UserKey) => Promise<unknown>) {
    const key = await savedUser()
    for (let failures = 0; failures < 4; failures++) await store.chargeUser(key, chargeOf(key), now)
    const transaction = await openTransaction(open)
    await work(postgresStore({ client: transaction.client, schema: open.schema }), key)
    const waiting = store.chargeUser(key, chargeOf(key), now)
    await untilBlocked(open)
    await transaction.end(end)
    return waiting
  }

  test("is refused by the wait that the other began", async () => {
    const result = await chargeDuring("commit", (held, key) => held.chargeUser(key, chargeOf(key), now))
    expect(result).toEqual({ kind: "throttled", retryAt: now + 30_000 })
  })

  test("is charged when the other is rolled back", async () => {
    const result = await chargeDuring("rollback", (held, key) => held.chargeUser(key, chargeOf(key), now))
    expect(result).toMatchObject({ kind: "charged", throttle: { failures: 5 } })
  })

  test("is unknown when a save raised the epoch", async () => {
    const result = await chargeDuring("commit", (held, key) => {
      const next = userState(2)
      return held.saveUser(key, { ...next, columns: { ...next.columns, epoch: 2 } }, 1, noUserWrites)
    })
    expect(result).toEqual({ kind: "unknown" })
  })
})

test("a flood of refused charges writes nothing", async () => {
  const key = await savedUser()
  for (let failures = 0; failures < 5; failures++) await store.chargeUser(key, chargeOf(key), now)
  const rowOf = async () =>
    (await open.pool.query(`select xmin, xmax, ctid from ${open.schema}.users where account_id = $1`, [key.accountId]))
      .rows
  const before = await rowOf()

  const results = await Promise.all(Array.from({ length: 50 }, () => store.chargeUser(key, chargeOf(key), now)))

  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["throttled"]))
  expect(await rowOf()).toEqual(before)
})
