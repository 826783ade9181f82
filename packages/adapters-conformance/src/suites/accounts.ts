import { saveNewAccount, storedAccount } from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import { accountState, accountWrites, deviceGroup } from "../samples.js"
import { suite } from "../suite.js"

export const accounts = suite("accounts", (test) => {
  test("an account that was never saved is undefined and has no groups", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    expectEqual((await store.loadAccount(accountId)).account, undefined, "the account")
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual(account, undefined, "the account beside its groups")
    expectEqual(groups, [], "the groups")
  })

  test("a first save begins with version 1, and the state comes back as it was", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const saved = await store.saveAccount(accountId, accountState("first"), 0, accountWrites())
    expectEqual(saved, { kind: "saved", version: 1 }, "the first save")
    const { version, value } = await storedAccount(store, accountId)
    expectEqual({ version, value }, { version: 1, value: accountState("first") }, "the account")
  })

  test("each save of the state raises the version by one", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    for (const version of [1, 2, 3]) {
      const saved = await store.saveAccount(accountId, accountState(`${version}`), version - 1, accountWrites())
      expectEqual(saved, { kind: "saved", version }, "the save")
      const stored = await storedAccount(store, accountId)
      expectEqual(stored.version, version, "the version")
      expectEqual(stored.value, accountState(`${version}`), "the state")
    }
  })

  test("0 expected means that the account must not exist yet", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const again = await store.saveAccount(accountId, accountState("again"), 0, accountWrites())
    expectEqual(again, { kind: "version-conflict" }, "the second first save")
    expectEqual((await storedAccount(store, accountId)).value, accountState(), "the state")
  })

  test("a save that expects another version is a version conflict", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const early = await store.saveAccount(accountId, accountState(), 1, accountWrites())
    expectEqual(early, { kind: "version-conflict" }, "a save of an account that does not exist")
    expectEqual((await store.loadAccount(accountId)).account, undefined, "the account that does not exist")

    await saveNewAccount(store, accountId)
    for (const expectedVersion of [2, 3, -1]) {
      const lost = await store.saveAccount(accountId, accountState("lost"), expectedVersion, accountWrites())
      expectEqual(lost, { kind: "version-conflict" }, `a save that expects version ${expectedVersion}`)
    }
    expectEqual((await storedAccount(store, accountId)).value, accountState(), "the state")
  })

  test("null keeps the state and its version", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const kept = await store.saveAccount(accountId, null, 1, accountWrites({ putGroups: [deviceGroup("support")] }))
    expectEqual(kept, { kind: "saved", version: 1 }, "the save")
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual(account?.version, 1, "the version")
    expectEqual(account?.value, accountState(), "the state")
    expectEqual(groups, [deviceGroup("support")], "the groups")
  })

  test("null compares the version all the same", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    for (const expectedVersion of [0, 2]) {
      const lost = await store.saveAccount(accountId, null, expectedVersion, accountWrites())
      expectEqual(lost, { kind: "version-conflict" }, `keeping version ${expectedVersion}`)
    }
  })

  test("an account must exist for its state to be kept", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const writes = accountWrites({ putGroups: [deviceGroup("support")] })
    const lost = await store.saveAccount(accountId, null, 0, writes)
    expectEqual(lost, { kind: "version-conflict" }, "keeping what does not exist")
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual(account, undefined, "the account")
    expectEqual(groups, [], "the groups")
  })

  test("one read brings the account with all of its groups", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId, { putGroups: [deviceGroup("support")] })
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual(account, (await store.loadAccount(accountId)).account, "the account")
    expectEqual(groups, [deviceGroup("support")], "the groups")
  })

  test("a group that is put replaces the one with its id, and one that is removed is gone", async ({
    store,
    newAccountId,
  }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a"), deviceGroup("b"), deviceGroup("c")] })
    const change = accountWrites({ putGroups: [deviceGroup("a", "renamed")], removeGroups: ["b", "unknown"] })
    expectKind(await store.saveAccount(accountId, null, 1, change), "saved", "the change")
    const { groups } = await store.loadGroups(accountId)
    expectEqual(groups, [deviceGroup("a", "renamed"), deviceGroup("c")], "the groups")
  })
})
