import type { MusterStore, UserKey } from "@muster/sdk/ports"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { postgresStore } from "../src/index.js"
import {
  aUser,
  chargeOf,
  erasureAt,
  eventOf,
  mailTo,
  noAccountWrites,
  noUserWrites,
  now,
  userState,
} from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import { openTransaction, untilBlocked } from "./open-transaction.js"

let open: OpenSchema
let store: MusterStore
let key: UserKey
beforeAll(async () => {
  open = await openSchema()
  store = postgresStore({ client: open.pool, schema: open.schema })
})
beforeEach(async () => {
  key = aUser()
  await store.saveAccount(key.accountId, { format: 1, json: "{}" }, 0, noAccountWrites)
  await store.saveUser(key, userState(1), 0, noUserWrites)
})
afterAll(() => open.close())

/** What another machine has done, and not yet committed. */
async function uncommitted(work: (store: MusterStore) => Promise<unknown>) {
  const transaction = await openTransaction(open)
  await work(postgresStore({ client: transaction.client, schema: open.schema }))
  return transaction
}

const events = async () => (await store.listEvents({ accountId: key.accountId })).items

test("an erasure whose save waits for a charge also deletes what the charge wrote", async () => {
  const transaction = await uncommitted((other) => other.chargeUser(key, chargeOf(key), now))
  const emptied = store.saveUser(key, userState(2), 1, noUserWrites)
  await untilBlocked(open)
  await transaction.end("commit")
  expect((await emptied).kind).toBe("saved")
  await store.eraseTraces(key)
  expect(await events()).toEqual([])
})

describe("the erasure of an account that waits", () => {
  test("for a charge also deletes what the charge wrote", async () => {
    const transaction = await uncommitted((other) => other.chargeUser(key, chargeOf(key), now))
    const erasure = store.eraseAccount(key.accountId, erasureAt(1))
    await untilBlocked(open)
    await transaction.end("commit")
    expect(await erasure).toEqual({ kind: "saved", version: 2 })
    expect((await store.loadUser(key)).user).toBeUndefined()
    expect(await events()).toEqual([])
  })

  test("for a save in a host's transaction also deletes what that has saved", async () => {
    const writes = {
      ...noUserWrites,
      mail: [mailTo(key, null)],
      events: [eventOf(key), { ...eventOf(key), userId: null }],
    }
    const transaction = await uncommitted((other) => other.saveUser(key, userState(2), 1, writes))
    const erasure = store.eraseAccount(key.accountId, erasureAt(1))
    await untilBlocked(open)
    await transaction.end("commit")
    expect((await erasure).kind).toBe("saved")
    expect((await store.loadUser(key)).user).toBeUndefined()
    expect(await events()).toEqual([])
    const claimed = await store.claimMail({ now, limit: 1000, leaseSeconds: 0 })
    expect(claimed.filter(({ key: of }) => of.accountId === key.accountId)).toEqual([])
  })

  test("for another change of the account loses, and deletes nothing", async () => {
    const transaction = await uncommitted((other) =>
      other.saveAccount(key.accountId, { format: 1, json: "{}" }, 1, noAccountWrites),
    )
    const erasure = store.eraseAccount(key.accountId, erasureAt(1))
    await untilBlocked(open)
    await transaction.end("commit")
    expect(await erasure).toEqual({ kind: "version-conflict" })
    expect((await store.loadUser(key)).user?.version).toBe(1)
  })
})

test("who begins anew between the two statements of an erasing keeps everything", async () => {
  const anew = { ...key, userId: "bob" }
  const state = { ...userState(1), columns: { ...userState(1).columns, epoch: 1000 } }
  const begins = async () => {
    await store.saveUser(anew, state, 0, { ...noUserWrites, mail: [mailTo(anew, null)], events: [eventOf(anew)] })
    await store.saveUser(key, userState(1), 0, { ...noUserWrites, events: [eventOf(key)] })
  }
  const interrupted = postgresStore({
    schema: open.schema,
    client: {
      async query(text, values) {
        const result = await open.pool.query(text, values)
        if (text.includes("with erased as")) await begins()
        return { rows: result.rows }
      },
    },
  })
  expect((await interrupted.eraseAccount(key.accountId, erasureAt(1))).kind).toBe("saved")
  // Of ann, whose first save was decided before, nothing is left.
  expect((await store.listUsers({ accountId: key.accountId })).items.map(({ userId }) => userId)).toEqual(["bob"])
  expect((await events()).map(({ userId }) => userId)).toEqual(["bob"])
  const claimed = await store.claimMail({ now, limit: 1000, leaseSeconds: 0 })
  expect(claimed.filter(({ key: of }) => of.accountId === key.accountId)).toHaveLength(1)
})
