import { untouchedThrottle } from "@muster/sdk/ports"
import { chargeTimes, saveNewAccount, saveNewUser, storedAccount, storedUser } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import { chargeRule, now, userState, userWrites } from "../samples.js"
import { suite } from "../suite.js"

export const users = suite("users", (test) => {
  test("a user that was never saved is undefined and has untouched throttles", async ({ store, newKey }) => {
    const { user, throttles } = await store.loadUser(newKey())
    expectEqual(user, undefined, "the user")
    expectEqual(throttles, { codes: untouchedThrottle, "recovery-codes": untouchedThrottle }, "the throttles")
  })

  test("a first save begins with version 1, and state and columns come back as they were", async ({
    store,
    newKey,
  }) => {
    const key = newKey()
    const state = userState("first", { status: "key-issued", epoch: 3, sealedKeyIds: ["k2", "k1"] })
    const saved = await store.saveUser(key, state, 0, userWrites())
    expectEqual(saved, { kind: "saved", version: 1 }, "the first save")
    expectEqual(await storedUser(store, key), { version: 1, value: state }, "the user")
  })

  test("each save raises the version by one and replaces state and columns", async ({ store, newKey }) => {
    const key = newKey()
    for (const version of [1, 2, 3]) {
      const state = userState(`${version}`, { status: `${version}`, epoch: version, sealedKeyIds: [`k${version}`] })
      const saved = await store.saveUser(key, state, version - 1, userWrites())
      expectEqual(saved, { kind: "saved", version }, "the save")
      expectEqual(await storedUser(store, key), { version, value: state }, "the user")
    }
  })

  test("0 expected means that the user must not exist yet", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const again = await store.saveUser(key, userState("again"), 0, userWrites())
    expectEqual(again, { kind: "version-conflict" }, "the second first save")
    expectEqual((await storedUser(store, key)).value, userState(), "the state")
  })

  test("a save that expects another version is a version conflict", async ({ store, newKey }) => {
    const key = newKey()
    const early = await store.saveUser(key, userState(), 1, userWrites())
    expectEqual(early, { kind: "version-conflict" }, "a save of a user that does not exist")
    expectEqual((await store.loadUser(key)).user, undefined, "the user that does not exist")

    await saveNewUser(store, key)
    for (const expectedVersion of [2, 3, -1]) {
      const lost = await store.saveUser(key, userState("lost"), expectedVersion, userWrites())
      expectEqual(lost, { kind: "version-conflict" }, `a save that expects version ${expectedVersion}`)
    }
    expectEqual((await storedUser(store, key)).value, userState(), "the state")
  })

  test("a user needs no account to be saved", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const { account, user } = await store.loadUser(key)
    expectEqual(account, undefined, "the account")
    expectEqual(user?.version, 1, "the version of the user")
  })

  test("one read brings the account with the user", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    await saveNewUser(store, key)
    expectEqual((await store.loadUser(key)).account, await storedAccount(store, key.accountId), "the account")
  })

  test("a list of users brings the throttles of each", async ({ store, newKey }) => {
    const key = newKey()
    const other = newKey(key.accountId)
    for (const each of [key, other]) await saveNewUser(store, each)
    await chargeTimes(store, key, 5, now)
    await chargeTimes(store, key, 1, now, (of) => chargeRule(of, { pool: "recovery-codes" }))
    const { items } = await store.listUsers({ accountId: key.accountId })
    const listed = (userId: string) => items.find((item) => item.userId === userId)?.throttles
    expectEqual(listed(key.userId), (await store.loadUser(key)).throttles, "the throttles of a charged user")
    expectEqual(listed(key.userId)?.codes.failures, 5, "the failures of a charged user")
    expectEqual(
      listed(other.userId),
      { codes: untouchedThrottle, "recovery-codes": untouchedThrottle },
      "the throttles of a user who was never charged",
    )
  })

  test("saving a user leaves the account alone", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    const before = await storedAccount(store, key.accountId)
    await saveNewUser(store, key)
    expectEqual(await storedAccount(store, key.accountId), before, "the account")
  })

  test("the account's version, when given, is compared and raised with the save", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    const before = await storedAccount(store, key.accountId)
    await saveNewUser(store, key, userState(), { accountVersion: 1 })
    expectEqual(await storedAccount(store, key.accountId), { ...before, version: 2 }, "the account")

    const stale = await store.saveUser(key, userState("stale"), 1, userWrites({ accountVersion: 1 }))
    expectEqual(stale, { kind: "version-conflict" }, "a save that expects the account's older version")
  })

  test("a save that expects a version of an account that does not exist is a version conflict", async ({
    store,
    newKey,
  }) => {
    for (const accountVersion of [0, 1]) {
      const lost = await store.saveUser(newKey(), userState(), 0, userWrites({ accountVersion }))
      expectEqual(lost, { kind: "version-conflict" }, `a save that expects the account's version ${accountVersion}`)
    }
  })
})
