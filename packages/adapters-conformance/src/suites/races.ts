import type { MusterStore, SaveResult } from "@muster/sdk/ports"
import { countKind, inParallel, racers, saveNewAccount, saveNewUser, storedAccount, storedUser } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import { accountState, accountWrites, userState, userWrites } from "../samples.js"
import { suite } from "../suite.js"

/** Races the saves and returns the place of the only one that was saved. */
async function raceToOne(save: (index: number) => Promise<SaveResult>): Promise<string> {
  const results = await inParallel(racers, save)
  expectEqual(countKind(results, "saved"), 1, `saved of ${racers} saves`)
  expectEqual(countKind(results, "version-conflict"), racers - 1, `conflicts of ${racers} saves`)
  return String(results.findIndex(({ kind }) => kind === "saved"))
}

export const races = suite("races", (test) => {
  const saveAccount = (store: MusterStore, accountId: string, expectedVersion: number) => (index: number) =>
    store.saveAccount(accountId, accountState(`${index}`), expectedVersion, accountWrites())

  test("of 50 first saves of an account exactly one is saved", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const winner = await raceToOne(saveAccount(store, accountId, 0))
    const { version, value } = await storedAccount(store, accountId)
    expectEqual({ version, value }, { version: 1, value: accountState(winner) }, "the account")
  })

  test("of 50 saves of an account with one expected version exactly one is saved", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const winner = await raceToOne(saveAccount(store, accountId, 1))
    const { version, value } = await storedAccount(store, accountId)
    expectEqual({ version, value }, { version: 2, value: accountState(winner) }, "the account")
  })

  test("of 50 first saves of a user exactly one is saved", async ({ store, newKey }) => {
    const key = newKey()
    const winner = await raceToOne((index) => store.saveUser(key, userState(`${index}`), 0, userWrites()))
    expectEqual(await storedUser(store, key), { version: 1, value: userState(winner) }, "the user")
  })

  test("of 50 saves of a user with one expected version exactly one is saved", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const winner = await raceToOne((index) => store.saveUser(key, userState(`${index}`), 1, userWrites()))
    expectEqual(await storedUser(store, key), { version: 2, value: userState(winner) }, "the user")
  })

  test("of 50 saves of different users that expect one version of the account exactly one is saved", async ({
    store,
    newKey,
    newAccountId,
  }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    await raceToOne(() => store.saveUser(newKey(accountId), userState(), 0, userWrites({ accountVersion: 1 })))
    expectEqual((await storedAccount(store, accountId)).version, 2, "the version of the account")
    expectEqual((await store.listUsers({ accountId })).items.length, 1, "the number of users")
  })

  test("a save of the account and saves of users that expect its version: exactly one is saved", async ({
    store,
    newKey,
    newAccountId,
  }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    await raceToOne((index) =>
      index % 2 === 0
        ? store.saveAccount(accountId, accountState(`${index}`), 1, accountWrites())
        : store.saveUser(newKey(accountId), userState(), 0, userWrites({ accountVersion: 1 })),
    )
    expectEqual((await storedAccount(store, accountId)).version, 2, "the version of the account")
  })

  test("50 saves of different users do not hinder each other", async ({ store, newKey, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const results = await inParallel(racers, () => store.saveUser(newKey(accountId), userState(), 0, userWrites()))
    expectEqual(countKind(results, "saved"), racers, "saved")
  })
})
