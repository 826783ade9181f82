import type { MusterStore, SqlTransaction, UserState } from "@muster/sdk/ports"
import { expect, test } from "vitest"
import { memoryStore } from "./memory-store.js"
import { memoryTransaction } from "./transaction.js"

const key = { accountId: "acme", userId: "ann" }

function state(name: string): UserState {
  return { format: 1, json: JSON.stringify(name), columns: { status: "enrolled", epoch: 1, sealedKeyIds: [] } }
}

function save(store: MusterStore, name: string, expectedVersion: number, transaction?: SqlTransaction) {
  return store.saveUser(key, state(name), expectedVersion, {
    mail: [],
    events: [],
    withdraw: [],
    settle: [],
    transaction,
  })
}

async function stored(store: MusterStore) {
  return (await store.loadUser(key)).user
}

test("a commit throws and writes nothing when somebody else has saved the row meanwhile", async () => {
  const [store, other] = [memoryStore(), memoryStore()]
  const transaction = memoryTransaction()
  expect(await save(other, "other store", 0, transaction)).toEqual({ kind: "saved", version: 1 })
  expect(await save(store, "inside", 0, transaction)).toEqual({ kind: "saved", version: 1 })
  expect(await save(store, "outside", 0)).toEqual({ kind: "saved", version: 1 })
  expect(() => transaction.commit()).toThrow(expect.objectContaining({ code: "ERR_STORE_CONFLICT", retryable: true }))
  expect(await stored(store)).toEqual({ version: 1, value: state("outside") })
  expect(await stored(other)).toBeUndefined()
})

test("one transaction spans several stores", async () => {
  const stores = [memoryStore(), memoryStore()]
  const transaction = memoryTransaction()
  for (const store of stores) await save(store, "inside", 0, transaction)
  expect(await Promise.all(stores.map(stored))).toEqual([undefined, undefined])
  transaction.commit()
  for (const store of stores) expect(await stored(store)).toEqual({ version: 1, value: state("inside") })
})

test("what was given to a save may change before the commit", async () => {
  const store = memoryStore()
  const transaction = memoryTransaction()
  const given = { format: 1, json: '"written"', columns: { status: "enrolled", epoch: 1, sealedKeyIds: [] } }
  await store.saveUser(key, given, 0, { mail: [], events: [], withdraw: [], settle: [], transaction })
  given.json = '"changed"'
  transaction.commit()
  expect(await stored(store)).toEqual({ version: 1, value: state("written") })
})

test("a rollback after a commit does nothing, so that it fits into a finally", async () => {
  const store = memoryStore()
  const transaction = memoryTransaction()
  await save(store, "inside", 0, transaction)
  transaction.commit()
  transaction.rollback()
  expect(await stored(store)).toEqual({ version: 1, value: state("inside") })
})

test.each(["commit", "rollback"] as const)("after a %s nothing can be saved or committed any more", async (end) => {
  const store = memoryStore()
  const transaction = memoryTransaction()
  transaction[end]()
  const misuse = { code: "ERR_INVALID_INPUT", field: "transaction" }
  await expect(save(store, "late", 0, transaction)).rejects.toMatchObject(misuse)
  expect(() => transaction.commit()).toThrow(expect.objectContaining(misuse))
  expect(await stored(store)).toBeUndefined()
})

test.each([null, "begin", { query: () => {} }, { commit: () => {}, rollback: () => {} }])(
  "a transaction of another making is refused: %j",
  async (foreign) => {
    const store = memoryStore()
    await expect(save(store, "foreign", 0, foreign)).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "transaction",
    })
    expect(await stored(store)).toBeUndefined()
  },
)
