import {
  chargeTimes,
  claimedIds,
  eventIds,
  saveNewAccount,
  saveNewUser,
  saveWith,
  sorted,
  storedAccount,
  storedUser,
} from "../arrange.js"
import { expectEqual } from "../expectations.js"
import type { Given } from "../given.js"
import { auditEvent, deviceGroup, now, sealedMail, userState } from "../samples.js"
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

  test("erasing an account deletes it with groups, users, mail and events, and leaves other accounts", async (given) => {
    const { store, newAccountId } = given
    const accountIds = [newAccountId(), newAccountId()] as const
    for (const accountId of accountIds) {
      await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a")], events: [auditEvent(accountId)] })
    }
    const [erased, kept] = [await saveWhole(given, accountIds[0]), await saveWhole(given, accountIds[1])]
    await store.eraseAccount(accountIds[0])

    const [account] = accountIds
    expectEqual((await store.loadAccount(account)).account, undefined, "the erased account")
    expectEqual((await store.loadGroups(account)).groups, [], "its groups")
    expectEqual((await store.loadUser(erased.key)).user, undefined, "its user")
    expectEqual((await store.listUsers({ accountId: account })).items, [], "its users")
    expectEqual(await claimedIds(store, account, now), [], "its mail")
    expectEqual(await eventIds(store, account), [], "its events")

    const { account: other, groups } = await store.loadGroups(accountIds[1])
    expectEqual([other?.version, groups], [1, [deviceGroup("a")]], "the other account and its groups")
    expectEqual(await storedUser(store, kept.key), { version: 1, value: userState() }, "the other account's user")
    expectEqual(await claimedIds(store, accountIds[1], now), [kept.mail.id], "the other account's mail")
    expectEqual((await eventIds(store, accountIds[1])).length, 2, "the number of the other account's events")
  })

  test("an erased account begins anew", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId, { putGroups: [deviceGroup("a")] })
    await store.eraseAccount(accountId)
    await saveNewAccount(store, accountId)
    const { account, groups } = await store.loadGroups(accountId)
    expectEqual([account?.version, account?.groupsVersion, groups], [1, 0, []], "the new account")
  })

  test("erasing what is not there does nothing", async ({ store, newKey }) => {
    const key = newKey()
    await store.eraseTraces(key)
    await store.eraseAccount(key.accountId)
    expectEqual((await store.loadUser(key)).user, undefined, "the user")
  })
})
