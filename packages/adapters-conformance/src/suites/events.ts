import { eventIds, saveNewAccount, saveNewUser, saveWith } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import { auditEvent, chargeRule, now, userState } from "../samples.js"
import { suite } from "../suite.js"

export const events = suite("events", (test) => {
  test("an event comes back as it was written", async ({ store, newKey }) => {
    const key = newKey()
    const event = auditEvent(key.accountId, {
      kind: "enrolled",
      userId: key.userId,
      actor: { userId: "admin-1" },
      client: { platform: "web", build: "v4.3 b1575", onPhone: true },
      reason: "Neues Telefon, „altes“ verloren 📱",
      before: null,
      after: { b: [1, -0.5, "\u0001", { nested: true }], a: null, "": "empty name" },
    })
    const bare = auditEvent(key.accountId, { at: now - 1, before: [1, 2], after: "text" })
    await saveNewAccount(store, key.accountId, { events: [event, bare] })
    expectEqual((await store.listEvents({ accountId: key.accountId })).items, [event, bare], "the events")
  })

  test("events come newest first, whenever they were written", async ({ store, newKey }) => {
    const key = newKey()
    const at = (instant: number) => auditEvent(key.accountId, { at: instant })
    const [first, second, third] = [at(now), at(now + 1), at(now + 2)]
    await saveNewUser(store, key, userState(), { events: [second, third] })
    await saveWith(store, key, { events: [first] })
    expectEqual(await eventIds(store, key.accountId), [third.id, second.id, first.id], "the events")
  })

  test("of events of one instant the one that was written last comes first", async ({ store, newKey }) => {
    const key = newKey()
    const [first, second, third] = [auditEvent(key.accountId), auditEvent(key.accountId), auditEvent(key.accountId)]
    await saveNewUser(store, key, userState(), { events: [first, second] })
    await saveWith(store, key, { events: [third] })
    expectEqual(await eventIds(store, key.accountId), [third.id, second.id, first.id], "the events")
  })

  test("events of saves and charges stand in one list", async ({ store, newKey }) => {
    const key = newKey()
    const [ofAccount, ofUser] = [auditEvent(key.accountId), auditEvent(key.accountId, { at: now + 1 })]
    const rule = chargeRule(key, { event: auditEvent(key.accountId, { at: now + 2 }) })
    await saveNewAccount(store, key.accountId, { events: [ofAccount] })
    await saveNewUser(store, key, userState(), { events: [ofUser] })
    await store.chargeUser(key, rule, now)
    expectEqual(await eventIds(store, key.accountId), [rule.event.id, ofUser.id, ofAccount.id], "the events")
  })

  test("with a user's id only the events about that user are listed", async ({ store, newKey }) => {
    const key = newKey()
    const { accountId, userId } = key
    const about = (user: string | null) => auditEvent(accountId, { userId: user })
    const own = about(userId)
    await saveNewAccount(store, accountId, { events: [about(null), own, about(newKey(accountId).userId)] })
    expectEqual((await store.listEvents({ accountId, userId })).items, [own], "the events about the user")
    expectEqual((await store.listEvents({ accountId })).items.length, 3, "the number of all events")
  })
})
