import { untouchedThrottle } from "@muster/sdk/ports"
import {
  chargeTimes,
  claimedIds,
  claimOwn,
  countKind,
  eraseWhole,
  eventIds,
  inParallel,
  racers,
  saveNewAccount,
  saveNewUser,
  saveWith,
  sorted,
  storedAccount,
  storedUser,
} from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import type { Given } from "../given.js"
import {
  accountErasure,
  accountState,
  accountWrites,
  auditEvent,
  chargeRule,
  deviceGroup,
  now,
  reminder,
  sealedMail,
  userState,
} from "../samples.js"
import { suite } from "../suite.js"

/** A user of this account with everything that a user can have. */
async function saveWhole({ store, newKey }: Given, accountId: string) {
  const key = newKey(accountId)
  const [mail, event] = [sealedMail(key), auditEvent(accountId, { userId: key.userId })]
  await saveNewUser(store, key, userState(), { mail: [mail], events: [event] })
  return { key, mail, event }
}

export const erasure = suite("erasure", (test) => {
  test("erasing a user's traces deletes mail and events, and leaves state, throttle and the others", async (given) => {
    const { store, newAccountId } = given
    const accountId = newAccountId()
    const ofAccount = auditEvent(accountId)
    await saveNewAccount(store, accountId, { events: [ofAccount], putGroups: [deviceGroup("support")] })
    const [erased, kept] = [await saveWhole(given, accountId), await saveWhole(given, accountId)]
    const account = await storedAccount(store, accountId)
    await chargeTimes(store, erased.key, 2, now)
    const before = await store.loadUser(erased.key)
    await store.eraseTraces(erased.key)

    const after = await store.loadUser(erased.key)
    expectEqual([after.user, after.throttles], [before.user, before.throttles], "state and throttle of the user")
    expectEqual((await store.listEvents(erased.key)).items, [], "the events about the erased user")
    expectEqual(await storedUser(store, kept.key), { version: 1, value: userState() }, "the other user")
    expectEqual(await claimedIds(store, accountId, now), [kept.mail.id], "the mail")
    expectEqual(sorted(await eventIds(store, accountId)), sorted([kept.event.id, ofAccount.id]), "the events")
    expectEqual(await storedAccount(store, accountId), account, "the account")
  })

  test("an event that a save of the user wrote about nobody outlasts the erasing", async (given) => {
    const { store, newAccountId } = given
    const accountId = newAccountId()
    const { key } = await saveWhole(given, accountId)
    const aboutNobody = auditEvent(accountId)
    await saveWith(store, key, { events: [aboutNobody] })
    await store.eraseTraces(key)
    expectEqual(await eventIds(store, accountId), [aboutNobody.id], "the events")
  })

  test("erasing an account deletes groups, users, mail and events, leaves what it is given, and no other account's", async (given) => {
    const { store, newAccountId } = given
    const accountIds = [newAccountId(), newAccountId()] as const
    for (const accountId of accountIds) {
      await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a")], events: [auditEvent(accountId)] })
    }
    const [erased, kept] = [await saveWhole(given, accountIds[0]), await saveWhole(given, accountIds[1])]
    const [account] = accountIds
    expectEqual(await eraseWhole(store, account), { kind: "saved", version: 2 }, "the answer")

    const left = { version: 2, groupsVersion: 2, value: accountErasure().next }
    expectEqual(await storedAccount(store, account), left, "what is left of the account")
    expectEqual((await store.loadGroups(account)).groups, [], "its groups")
    const { user, throttles } = await store.loadUser(erased.key)
    expectEqual([user, throttles.codes], [undefined, untouchedThrottle], "its user")
    expectEqual((await store.listUsers({ accountId: account })).items, [], "its users")
    expectEqual(await claimedIds(store, account, now), [], "its mail")
    expectEqual(await eventIds(store, account), [], "its events")

    const { account: other, groups } = await store.loadGroups(accountIds[1])
    expectEqual([other?.version, groups], [1, [deviceGroup("a")]], "the other account and its groups")
    expectEqual(await storedUser(store, kept.key), { version: 1, value: userState() }, "the other account's user")
    expectEqual(await claimedIds(store, accountIds[1], now), [kept.mail.id], "the other account's mail")
    expectEqual((await eventIds(store, accountIds[1])).length, 2, "the number of the other account's events")
  })

  test("an erasing that loses a compare, of the account or of its groups, deletes nothing", async (given) => {
    const { store, newAccountId } = given
    const accountId = newAccountId()
    await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a")] })
    const { key, mail, event } = await saveWhole(given, accountId)
    const before = await store.loadGroups(accountId)
    const moved = [
      { expectedVersion: 0, expectedGroupsVersion: 0 },
      { expectedVersion: 2, expectedGroupsVersion: 1 },
      { expectedVersion: 1, expectedGroupsVersion: 0 },
    ]
    for (const compared of moved) {
      const answer = await store.eraseAccount(accountId, accountErasure(compared))
      expectEqual(answer, { kind: "version-conflict" }, "the answer")
    }
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual([account, groups], [before.account, before.groups], "the account and its groups")
    expectEqual(await storedUser(store, key), { version: 1, value: userState() }, "its user")
    expectEqual(await claimedIds(store, accountId, now), [mail.id], "its mail")
    expectEqual(await eventIds(store, accountId), [event.id], "its events")
  })

  test("of parallel erasings and saves of one version exactly one wins", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const answers = await inParallel(racers, (index) =>
      index % 2 === 0
        ? store.eraseAccount(accountId, accountErasure())
        : store.saveAccount(accountId, accountState(), 1, accountWrites()),
    )
    expectEqual(countKind(answers, "saved"), 1, "the number of winners")
  })

  test("what begins anew in an erased account is kept, and nothing is charged from before", async (given) => {
    const { store, newKey } = given
    const key = newKey()
    await saveNewAccount(store, key.accountId)
    await saveNewUser(store, key)
    await chargeTimes(store, key, 2, now)
    await eraseWhole(store, key.accountId)
    expectEqual(await store.chargeUser(key, chargeRule(key), now), { kind: "unknown" }, "a charge of before")

    const anew = userState("anew", { epoch: 1000 })
    await saveNewUser(store, key, anew)
    const writes = accountWrites({ putGroups: [deviceGroup("b")] })
    expectEqual(
      await store.saveAccount(key.accountId, accountState("anew"), 2, writes),
      { kind: "saved", version: 3 },
      "the save of the account",
    )
    const rule = chargeRule(key, { epoch: 1000 })
    expectEqual(
      expectKind(await store.chargeUser(key, rule, now), "charged", "a charge").throttle.failures,
      1,
      "failures",
    )
    const { account, groups } = await store.loadGroups(key.accountId)
    expectEqual([account?.version, account?.groupsVersion, groups], [3, 2, [deviceGroup("b")]], "the account")
    expectEqual((await storedUser(store, key)).value, anew, "the user")
    expectEqual(await eventIds(store, key.accountId), [rule.event.id], "the events")
  })

  test("erasing an account that was never saved deletes its users, and leaves what it is given", async (given) => {
    const { store, newKey } = given
    const key = newKey()
    await saveWhole(given, key.accountId)
    await store.eraseTraces(newKey())
    const erasure = accountErasure({ expectedVersion: 0 })
    expectEqual(await store.eraseAccount(key.accountId, erasure), { kind: "saved", version: 1 }, "the answer")
    const left = { version: 1, groupsVersion: 1, value: erasure.next }
    expectEqual(await storedAccount(store, key.accountId), left, "what is left of the account")
    expectEqual((await store.listUsers({ accountId: key.accountId })).items, [], "its users")
    expectEqual(await eventIds(store, key.accountId), [], "its events")
  })

  test("the records of reminders go with the user, and with the account", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const claim = await claimOwn(store, accountId, now)
    const reminders = [reminder(accountId, { userId: "ann" }), reminder(accountId, { userId: "bob" })]
    await store.saveReminders(claim, { reminders, place: null, claimableAt: null })
    const reminded = async () => {
      const records = await store.listReminded({ accountId, userIds: ["ann", "bob"] })
      return records.map(({ userId }) => userId)
    }
    await store.eraseTraces({ accountId, userId: "ann" })
    expectEqual(await reminded(), ["bob"], "who is recorded once one user is erased")
    await eraseWhole(store, accountId)
    expectEqual(await reminded(), [], "who is recorded once the account is")
  })
})
