import { untouchedThrottle } from "@muster/sdk/ports"
import {
  chargeTimes,
  claimedIds,
  codesThrottle,
  eventIds,
  saveNewAccount,
  saveNewUser,
  saveWith,
  storedAccount,
  storedUser,
} from "../arrange.js"
import { expectEqual, expectInvalidInput } from "../expectations.js"
import type { Given } from "../given.js"
import {
  accountState,
  accountWrites,
  auditEvent,
  chargeRule,
  deviceGroup,
  now,
  sealedMail,
  userState,
  userWrites,
} from "../samples.js"
import { suite } from "../suite.js"

/** The same user id in two accounts. */
function namesakes({ newKey, newAccountId }: Given) {
  const own = newKey()
  return { own, other: { ...own, accountId: newAccountId() } }
}

export const accountIsolation = suite("account-isolation", (test) => {
  test("a user of another account is unknown to every call", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    await saveNewUser(store, own)
    expectEqual((await store.loadUser(other)).user, undefined, "the user of the other account")
    expectEqual((await store.listUsers({ accountId: other.accountId })).items, [], "the users of the other account")
    const charged = await store.chargeUser(other, chargeRule(other), now)
    expectEqual(charged, { kind: "unknown" }, "a charge in the other account")
    const saved = await store.saveUser(other, userState("taken"), 1, userWrites())
    expectEqual(saved, { kind: "version-conflict" }, "a save in the other account")
    expectEqual(await storedUser(store, own), { version: 1, value: userState() }, "the user")
  })

  test("the same user id in two accounts is two users", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    await saveNewUser(store, own, userState("own"))
    await saveNewUser(store, other, userState("other"))
    await chargeTimes(store, other, 3, now)
    expectEqual((await storedUser(store, own)).value, userState("own"), "the user of the one account")
    expectEqual((await storedUser(store, other)).value, userState("other"), "the user of the other account")
    expectEqual(await codesThrottle(store, own), untouchedThrottle, "the throttle of the one account's user")
    expectEqual((await codesThrottle(store, other)).failures, 3, "the failures of the other account's user")

    await saveWith(store, own, { settle: [{ pool: "codes", kind: "unlock" }] })
    expectEqual((await codesThrottle(store, other)).failures, 3, "the failures after the namesake was unlocked")
  })

  test("ids that look alike when they are joined are different", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    for (const joint of ["/", ":", "|", ".", ",", '","', "\u001f"]) {
      const one = { accountId, userId: `a${joint}b` }
      const other = { accountId: `${accountId}${joint}a`, userId: "b" }
      await saveNewUser(store, one)
      expectEqual((await store.loadUser(other)).user, undefined, `the user behind ${JSON.stringify(joint)}`)
      expectEqual((await store.listUsers({ accountId: other.accountId })).items, [], "the users of the other account")
    }
  })

  test("a save of a user raises the version of its own account only", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    for (const { accountId } of [own, other]) await saveNewAccount(store, accountId)
    await saveNewUser(store, own, userState(), { accountVersion: 1 })
    expectEqual((await storedAccount(store, own.accountId)).version, 2, "the version of the account")
    expectEqual((await storedAccount(store, other.accountId)).version, 1, "the version of the other account")
  })

  test("groups with the same ids belong to their own account", async ({ store, newAccountId }) => {
    const [own, other] = [newAccountId(), newAccountId()]
    await saveNewAccount(store, own, { putGroups: [deviceGroup("support", "own")] })
    await saveNewAccount(store, other, { putGroups: [deviceGroup("support", "other")] })
    await store.saveAccount(other, null, 1, accountWrites({ removeGroups: ["support"] }))
    expectEqual((await store.loadGroups(own)).groups, [deviceGroup("support", "own")], "the groups of the one account")
    expectEqual((await store.loadGroups(other)).groups, [], "the groups of the other account")
  })

  test("events are listed in their own account only, even with the same id", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    for (const key of [own, other]) {
      const event = auditEvent(key.accountId, { id: own.userId, userId: key.userId, reason: key.accountId })
      await saveNewUser(store, key, userState(), { events: [event] })
    }
    for (const { accountId, userId } of [own, other]) {
      for (const input of [{ accountId }, { accountId, userId }]) {
        const { items } = await store.listEvents(input)
        expectEqual(
          items.map(({ reason }) => reason),
          [accountId],
          "the account of the events",
        )
      }
    }
    expectEqual(await eventIds(store, given.newAccountId()), [], "the events of a third account")
  })

  test("mail of the same topic is replaced and withdrawn in its own account only", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    const kept = sealedMail(own, { topic: "code" })
    await saveNewUser(store, own, userState(), { mail: [kept] })
    await saveNewUser(store, other, userState(), { mail: [sealedMail(other, { topic: "code" })] })
    await saveWith(store, other, { withdraw: ["code"] })
    expectEqual(await claimedIds(store, own.accountId, now), [kept.id], "the mail of the one account")
    expectEqual(await claimedIds(store, other.accountId, now), [], "the mail of the other account")
  })

  test("a mail with another account's key is not settled", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    const mail = sealedMail(own)
    await saveNewUser(store, own, userState(), { mail: [mail] })
    for (const outcome of [{ kind: "sent" }, { kind: "dead" }, { kind: "retry", dueAt: now + 1 }] as const) {
      await store.settleMail({ id: mail.id, key: other }, outcome)
      expectEqual(await claimedIds(store, own.accountId, now), [mail.id], `the mail after another's "${outcome.kind}"`)
    }
  })

  test("mail and events of another account are refused with the save, and the save with them", async (given) => {
    const { store } = given
    const { own, other } = namesakes(given)
    await saveNewAccount(store, own.accountId)
    await saveNewUser(store, own)
    for (const [field, stray] of [
      ["mail", { mail: [sealedMail(other)] }],
      ["events", { events: [auditEvent(other.accountId)] }],
    ] as const) {
      for (const save of [
        store.saveAccount(own.accountId, accountState("new"), 1, accountWrites(stray)),
        store.saveUser(own, userState("new"), 1, userWrites(stray)),
      ]) {
        await expectInvalidInput(save, field, `a save with another account's ${field}`)
      }
    }
    const { account, user } = await store.loadUser(own)
    expectEqual([account?.version, user?.version], [1, 1], "the versions")
    expectEqual(await claimedIds(store, other.accountId, now), [], "the mail of the other account")
    expectEqual(await eventIds(store, other.accountId), [], "the events of the other account")
  })
})
