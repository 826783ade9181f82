import type { MusterStore } from "@muster/sdk/ports"
import { claimedIds, countKind, eventIds, inParallel, racers, saveNewAccount, storedAccount } from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import { accountState, accountWrites, auditEvent, deviceGroup, now, sealedMail } from "../samples.js"
import { suite } from "../suite.js"

async function groupsVersion(store: MusterStore, accountId: string): Promise<number> {
  return (await storedAccount(store, accountId)).groupsVersion
}

export const groupsVersions = suite("groups-version", (test) => {
  test("an account without groups has groups version 0, and one that does not exist is compared as such", async ({
    store,
    newAccountId,
  }) => {
    const [bare, grouped] = [newAccountId(), newAccountId()]
    const stale = await store.saveAccount(bare, accountState(), 0, accountWrites({ expectedGroupsVersion: 1 }))
    expectEqual(stale, { kind: "version-conflict" }, "a first save that expects groups")
    await saveNewAccount(store, bare, { expectedGroupsVersion: 0 })
    expectEqual(await groupsVersion(store, bare), 0, "without groups")
    await saveNewAccount(store, grouped, { expectedGroupsVersion: 0, putGroups: [deviceGroup("a")] })
    expectEqual(await groupsVersion(store, grouped), 1, "after the first write of groups")
  })

  test("each write or removal of groups raises it by one, however many they are", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const [a, b] = [deviceGroup("a"), deviceGroup("b")]
    const writes = [{ putGroups: [a, b] }, { putGroups: [a] }, { removeGroups: ["a", "b"] }]
    for (const [index, write] of writes.entries()) {
      await store.saveAccount(accountId, null, 1, accountWrites(write))
      expectEqual(await groupsVersion(store, accountId), index + 1, `after write ${index + 1}`)
    }
  })

  test("a save of the state alone leaves it, and both can be raised at once", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a")] })
    await store.saveAccount(accountId, accountState("second"), 1, accountWrites())
    expectEqual(await groupsVersion(store, accountId), 1, "after a save of the state")
    await store.saveAccount(accountId, accountState("third"), 2, accountWrites({ putGroups: [deviceGroup("b")] }))
    const { version, groupsVersion: raised } = await storedAccount(store, accountId)
    expectEqual([version, raised], [3, 2], "both versions")
  })

  test("when it is given it is compared, and a save that lost by it writes nothing", async ({ store, newKey }) => {
    const key = newKey()
    const { accountId } = key
    await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a")] })
    const before = await store.loadGroups(accountId)
    const outputs = { mail: [sealedMail(key)], events: [auditEvent(accountId)] }
    for (const expectedGroupsVersion of [0, 2]) {
      for (const next of [null, accountState("lost")]) {
        const writes = { ...outputs, expectedGroupsVersion, putGroups: [deviceGroup("lost")], removeGroups: ["a"] }
        const lost = await store.saveAccount(accountId, next, 1, accountWrites(writes))
        expectEqual(lost, { kind: "version-conflict" }, `a save that expects groups version ${expectedGroupsVersion}`)
      }
    }
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual([account, groups], [before.account, before.groups], "account and groups")
    expectEqual(await claimedIds(store, accountId, now), [], "the mail")
    expectEqual(await eventIds(store, accountId), [], "the events")

    const right = accountWrites({ expectedGroupsVersion: 1, putGroups: [deviceGroup("b")] })
    expectKind(await store.saveAccount(accountId, null, 1, right), "saved", "a save that expects the right one")
    expectEqual(await groupsVersion(store, accountId), 2, "the groups version")
  })

  test("of 50 writes of groups that compare it exactly one is saved", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const results = await inParallel(racers, (index) => {
      const writes = accountWrites({ expectedGroupsVersion: 0, putGroups: [deviceGroup(`${index}`)] })
      return store.saveAccount(accountId, null, 1, writes)
    })
    expectEqual(countKind(results, "saved"), 1, "saved")
    expectEqual((await store.loadGroups(accountId)).groups.length, 1, "the number of groups")
    expectEqual(await groupsVersion(store, accountId), 1, "the groups version")
  })

  test("50 blind writes of groups are all saved", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const results = await inParallel(racers, (index) =>
      store.saveAccount(
        accountId,
        null,
        1,
        accountWrites({ putGroups: [deviceGroup(`${index}`), deviceGroup("same")] }),
      ),
    )
    expectEqual(countKind(results, "saved"), racers, "saved")
    expectEqual((await store.loadGroups(accountId)).groups.length, racers + 1, "the number of groups")
    expectEqual(await groupsVersion(store, accountId), racers, "the groups version")
  })

  test("of saves of the state and writes of groups that compare both versions exactly one is saved", async ({
    store,
    newAccountId,
  }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const results = await inParallel(racers, (index) =>
      index % 2 === 0
        ? store.saveAccount(accountId, accountState("enabled"), 1, accountWrites({ expectedGroupsVersion: 0 }))
        : store.saveAccount(
            accountId,
            null,
            1,
            accountWrites({ expectedGroupsVersion: 0, putGroups: [deviceGroup(`${index}`)] }),
          ),
    )
    expectEqual(countKind(results, "saved"), 1, "saved")
  })

  test("a save of the state that compares groups and a blind write of groups never both win", async ({
    store,
    newAccountId,
  }) => {
    for (let round = 0; round < 10; round++) {
      const accountId = newAccountId()
      await saveNewAccount(store, accountId)
      const [enabling, ...writes] = await inParallel(10, (index) =>
        index === 0
          ? store.saveAccount(accountId, accountState("enabled"), 1, accountWrites({ expectedGroupsVersion: 0 }))
          : store.saveAccount(accountId, null, 1, accountWrites({ putGroups: [deviceGroup(`${index}`)] })),
      )
      const written = countKind(writes, "saved")
      if (enabling?.kind === "saved") expectEqual(written, 0, "writes of groups beside a save that compared them")
      else expectEqual(written, writes.length, "writes of groups without a save of the state")
    }
  })
})
