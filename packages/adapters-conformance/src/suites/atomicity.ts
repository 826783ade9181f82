import {
  chargeTimes,
  claimedIds,
  eventIds,
  inParallel,
  racers,
  saveNewAccount,
  saveNewUser,
  sorted,
  storedAccount,
  storedUser,
} from "../arrange.js"
import { expectEqual, expectKind, expectRejection } from "../expectations.js"
import {
  accountState,
  accountWrites,
  auditEvent,
  deviceGroup,
  now,
  sealedMail,
  userState,
  userWrites,
} from "../samples.js"
import { suite } from "../suite.js"

/** An event that cannot be read to its end, as a write that fails midway. */
function unreadableEvent(accountId: string) {
  return Object.defineProperty(auditEvent(accountId), "after", {
    enumerable: true,
    get() {
      throw new Error("This event cannot be read.")
    },
  })
}

export const atomicity = suite("atomicity", (test) => {
  test("a save of an account writes state, groups, mail and events together", async ({ store, newKey }) => {
    const key = newKey()
    const [mail, event] = [sealedMail(key), auditEvent(key.accountId)]
    const writes = { putGroups: [deviceGroup("support")], mail: [mail], events: [event] }
    await saveNewAccount(store, key.accountId, writes)
    expectEqual((await store.loadGroups(key.accountId)).groups, [deviceGroup("support")], "the groups")
    expectEqual(await claimedIds(store, key.accountId, now), [mail.id], "the mail")
    expectEqual(await eventIds(store, key.accountId), [event.id], "the events")
  })

  test("a save of an account that lost writes nothing", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId, { putGroups: [deviceGroup("kept")] })
    const before = await storedAccount(store, key.accountId)
    const writes = accountWrites({
      mail: [sealedMail(key)],
      events: [auditEvent(key.accountId)],
      putGroups: [deviceGroup("written")],
      removeGroups: ["kept"],
    })
    for (const [next, version] of [
      [accountState("lost"), 2],
      [accountState("lost"), 0],
      [null, 2],
    ] as const) {
      expectKind(await store.saveAccount(key.accountId, next, version, writes), "version-conflict", "the save")
    }
    expectEqual(await storedAccount(store, key.accountId), before, "the account")
    expectEqual((await store.loadGroups(key.accountId)).groups, [deviceGroup("kept")], "the groups")
    expectEqual(await claimedIds(store, key.accountId, now), [], "the mail")
    expectEqual(await eventIds(store, key.accountId), [], "the events")
  })

  test("a save of a user that lost writes no mail, event or settlement, and withdraws nothing", async ({
    store,
    newKey,
  }) => {
    const key = newKey()
    const kept = sealedMail(key, { topic: "code" })
    await saveNewAccount(store, key.accountId)
    await saveNewUser(store, key, userState(), { mail: [kept] })
    await chargeTimes(store, key, 3, now)
    const { account, user, throttles } = await store.loadUser(key)
    const charges = await eventIds(store, key.accountId)
    const version = user?.version ?? 0
    const writes = userWrites({
      mail: [sealedMail(key, { topic: "code" }), sealedMail(key)],
      events: [auditEvent(key.accountId)],
      withdraw: ["code"],
      settle: [{ pool: "codes", kind: "unlock" }],
    })
    for (const [expectedVersion, accountVersion] of [
      [0, undefined],
      [version + 1, undefined],
      [version + 1, 1],
      [version, 2],
    ] as const) {
      const lost = await store.saveUser(key, userState("lost"), expectedVersion, { ...writes, accountVersion })
      expectKind(lost, "version-conflict", "the save")
    }
    const after = await store.loadUser(key)
    expectEqual([after.account, after.user], [account, user], "the account and the user")
    expectEqual(after.throttles, throttles, "the throttles")
    expectEqual(await claimedIds(store, key.accountId, now), [kept.id], "the mail")
    expectEqual(await eventIds(store, key.accountId), charges, "the events")
  })

  test("a first save of a user that lost leaves no user", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    const writes = userWrites({ accountVersion: 2, mail: [sealedMail(key)], events: [auditEvent(key.accountId)] })
    expectKind(await store.saveUser(key, userState(), 0, writes), "version-conflict", "the save")
    expectEqual((await store.loadUser(key)).user, undefined, "the user")
    expectEqual(await claimedIds(store, key.accountId, now), [], "the mail")
    expectEqual(await eventIds(store, key.accountId), [], "the events")
  })

  test("of 50 saves those that are saved have written their mail and event, and those that lost have not", async ({
    store,
    newKey,
  }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    await saveNewUser(store, key)
    const attempts = await inParallel(racers, async () => {
      const [mail, event] = [sealedMail(key), auditEvent(key.accountId)]
      const { kind } = await store.saveUser(key, userState(), 1, userWrites({ mail: [mail], events: [event] }))
      return { mailId: mail.id, eventId: event.id, kind }
    })
    const saved = attempts.filter(({ kind }) => kind === "saved")
    const mailIds = await claimedIds(store, key.accountId, now)
    expectEqual(sorted(mailIds), sorted(saved.map(({ mailId }) => mailId)), "the mail")
    expectEqual(sorted(await eventIds(store, key.accountId)), sorted(saved.map(({ eventId }) => eventId)), "the events")
  })

  test("a call that fails midway has changed nothing", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    await saveNewUser(store, key)
    await chargeTimes(store, key, 1, now)
    const [before, events] = [await store.loadUser(key), await eventIds(store, key.accountId)]
    const outputs = { mail: [sealedMail(key)], events: [auditEvent(key.accountId), unreadableEvent(key.accountId)] }
    const groups = { putGroups: [deviceGroup("support")] }
    const settle = [{ pool: "codes", kind: "unlock" }] as const

    const account = store.saveAccount(key.accountId, accountState("new"), 1, accountWrites({ ...outputs, ...groups }))
    await expectRejection(account, "the save of the account")
    const version = before.user?.version ?? 0
    const user = store.saveUser(key, userState("new"), version, userWrites({ ...outputs, settle, accountVersion: 1 }))
    await expectRejection(user, "the save of the user")

    const after = await store.loadUser(key)
    expectEqual({ ...after, databaseTime: 0 }, { ...before, databaseTime: 0 }, "account, user and throttles")
    expectEqual((await store.loadGroups(key.accountId)).groups, [], "the groups")
    expectEqual(await claimedIds(store, key.accountId, now), [], "the mail")
    expectEqual(await eventIds(store, key.accountId), events, "the events")
  })

  test("a read sees all of a save or nothing of it", async ({ store, newKey }) => {
    const key = newKey()
    const saves = 20
    await saveNewAccount(store, key.accountId)
    await saveNewUser(store, key)
    const write = async () => {
      for (let version = 1; version <= saves; version++) {
        await store.saveUser(key, userState(), version, userWrites({ accountVersion: version }))
      }
    }
    const read = async () => {
      for (let reads = 0; reads < saves; reads++) {
        const { account, user } = await store.loadUser(key)
        expectEqual(user?.version, account?.version, "the versions of user and account, raised together")
      }
    }
    await Promise.all([write(), read(), read()])
    expectEqual((await storedUser(store, key)).version, saves + 1, "the version of the user")
  })
})
