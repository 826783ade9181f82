import { isMusterError } from "@muster/core"
import type { MusterStore, SaveResult } from "@muster/sdk/ports"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { postgresStore } from "../src/index.js"
import { aGroup, aUser, chargeOf, eventOf, mailTo, noAccountWrites, noUserWrites, now, userState } from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import { openTransaction, untilBlocked } from "./open-transaction.js"

let open: OpenSchema
let store: MusterStore
beforeAll(async () => {
  open = await openSchema()
  store = postgresStore({ client: open.pool, schema: open.schema })
})
afterAll(() => open.close())

const saved = ({ kind }: SaveResult) => kind === "saved"

test.each([0, 1])("of 300 parallel saves over version %i exactly one is saved, with its outputs", async (version) => {
  const key = aUser()
  if (version === 1) await store.saveUser(key, userState(1), 0, noUserWrites)

  // No more in one store than may wait.
  const stores = [1, 2, 3].map(() => postgresStore({ client: open.pool, schema: open.schema }))
  const results = await Promise.all(
    Array.from({ length: 300 }, (_, n) =>
      (stores[n % 3] as MusterStore).saveUser(key, userState(2), version, {
        ...noUserWrites,
        events: [eventOf(key)],
        mail: [mailTo(key, null)],
      }),
    ),
  )

  expect(results.filter(saved)).toEqual([{ kind: "saved", version: version + 1 }])
  expect((await store.listEvents({ accountId: key.accountId })).items).toHaveLength(1)
  const { rows } = await open.pool.query(`select from ${open.schema}.mail where account_id = $1`, [key.accountId])
  expect(rows).toHaveLength(1)
})

test("of 100 parallel saves at serializable one is saved, and nothing is retried that was lost", async () => {
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  const client = open.openPool({ options: "-c default_transaction_isolation=serializable" })
  const serializable = postgresStore({ client, schema: open.schema })

  const results = await Promise.all(
    Array.from({ length: 100 }, () => serializable.saveUser(key, userState(2), 1, noUserWrites)),
  )

  expect(results.filter(saved)).toHaveLength(1)
  expect((await store.loadUser(key)).user?.version).toBe(2)
})

describe("a save that also compares the account's version", () => {
  async function saveDuring(work: (held: MusterStore, accountId: string) => Promise<unknown>) {
    const key = aUser()
    await store.saveAccount(key.accountId, { format: 1, json: "{}" }, 0, noAccountWrites)
    await store.saveUser(key, userState(1), 0, noUserWrites)
    const transaction = await openTransaction(open)
    await work(postgresStore({ client: transaction.client, schema: open.schema }), key.accountId)
    const waiting = store.saveUser(key, userState(2), 1, { ...noUserWrites, events: [eventOf(key)], accountVersion: 1 })
    await untilBlocked(open)
    await transaction.end("commit")
    return { result: await waiting, loaded: await store.loadUser(key), key }
  }

  test("writes nothing when the account was saved while it waited", async () => {
    const { result, loaded, key } = await saveDuring((held, accountId) =>
      held.saveAccount(accountId, { format: 1, json: "{}" }, 1, noAccountWrites),
    )
    expect(result).toEqual({ kind: "version-conflict" })
    expect(loaded.user?.version).toBe(1)
    expect((await store.listEvents({ accountId: key.accountId })).items).toEqual([])
  })

  test("does not raise the account's version when the user was saved while it waited", async () => {
    const { result, loaded } = await saveDuring((held, accountId) =>
      held.saveUser({ accountId, userId: "ann" }, userState(2), 1, noUserWrites),
    )
    expect(result).toEqual({ kind: "version-conflict" })
    expect(loaded.account?.version).toBe(1)
  })

  test("is saved when only the account's groups were written while it waited", async () => {
    const { result, loaded } = await saveDuring((held, accountId) =>
      held.saveAccount(accountId, null, 1, { ...noAccountWrites, putGroups: [aGroup("desks")] }),
    )
    expect(result).toEqual({ kind: "saved", version: 2 })
    expect(loaded.account).toMatchObject({ version: 2, groupsVersion: 1 })
  })
})

test("a settlement that waits for a charge does not undo it", async () => {
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  await store.chargeUser(key, chargeOf(key), now)
  const transaction = await openTransaction(open)
  await postgresStore({ client: transaction.client, schema: open.schema }).chargeUser(key, chargeOf(key), now)
  const refund = { pool: "codes", kind: "refund", unitSeconds: 86_400, free: 5, failures: 1 } as const
  const waiting = store.saveUser(key, userState(2), 1, { ...noUserWrites, settle: [refund] })
  await untilBlocked(open)
  await transaction.end("commit")

  expect(await waiting).toEqual({ kind: "saved", version: 2 })
  const { throttles } = await store.loadUser(key)
  expect(throttles.codes).toEqual({ failures: 1, bucketUntil: now + 86_400_000, nextTryAt: null })
})

test("a conflict in the host's transaction is thrown at once: a second try in it could not succeed", async () => {
  const key = aUser()
  await store.saveUser(key, userState(1), 0, noUserWrites)
  const { client, end } = await openTransaction(open)
  await client.query("set transaction isolation level repeatable read")
  await client.query("select 1")
  await store.saveUser(key, userState(2), 1, noUserWrites)

  const save = store.saveUser(key, userState(3), 1, { ...noUserWrites, transaction: client })

  await expect(save).rejects.toSatisfy((error) => isMusterError(error, "ERR_STORE_CONFLICT") && error.retryable)
  await end("rollback")
})

test("what is not a transaction is refused", async () => {
  const save = store.saveUser(aUser(), userState(1), 0, { ...noUserWrites, transaction: "begin" })
  await expect(save).rejects.toSatisfy(
    (error) => isMusterError(error, "ERR_INVALID_INPUT") && error.field === "transaction",
  )
})

test("mail and events of another account are refused", async () => {
  const [key, other] = [aUser(), aUser()]
  const mail = store.saveUser(key, userState(1), 0, { ...noUserWrites, mail: [mailTo(other, null)] })
  await expect(mail).rejects.toSatisfy((error) => isMusterError(error, "ERR_INVALID_INPUT") && error.field === "mail")
  const events = store.saveUser(key, userState(1), 0, { ...noUserWrites, events: [eventOf(other)] })
  await expect(events).rejects.toSatisfy(
    (error) => isMusterError(error, "ERR_INVALID_INPUT") && error.field === "events",
  )
  expect((await store.loadUser(key)).user).toBeUndefined()
})
