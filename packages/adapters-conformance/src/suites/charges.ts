import { chargeThrottle, throttleStanding, untouchedThrottle } from "@muster/sdk/ports"
import {
  chargeTimes,
  claimedIds,
  codesThrottle,
  eventIds,
  saveNewAccount,
  saveNewUser,
  storedAccount,
} from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import { auditEvent, chargeRule, generousRule, now, sealedMail, userState } from "../samples.js"
import { suite } from "../suite.js"
import { checkThrottleHistories } from "../throttle-model.js"

export const charges = suite("charges", (test) => {
  test("any history of charges and settlements equals the reference", ({ store, newKey }) =>
    checkThrottleHistories(store, newKey))

  test("a charge of a user that does not exist is unknown", async ({ store, newKey }) => {
    const key = newKey()
    expectEqual(await store.chargeUser(key, chargeRule(key), now), { kind: "unknown" }, "the charge")
    expectEqual((await store.loadUser(key)).user, undefined, "the user")
  })

  test("charged brings account, user and the throttle as it stands after the charge", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key, userState("charged"))
    const alone = expectKind(await store.chargeUser(key, chargeRule(key), now), "charged", "the first charge")
    expectEqual(alone.account, undefined, "the account that does not exist")
    expectEqual(alone.user.value, userState("charged"), "the user")
    expectEqual(alone.throttle, { failures: 1, bucketUntil: now + 86_400_000, nextTryAt: null }, "the throttle")

    await saveNewAccount(store, key.accountId)
    const second = expectKind(await store.chargeUser(key, chargeRule(key), now), "charged", "the second charge")
    expectEqual(second.account, await storedAccount(store, key.accountId), "the account")
    expectEqual(second.throttle, (await store.loadUser(key)).throttles.codes, "the throttle that is stored")
  })

  test("after the free tries a wait begins, and a charge is throttled until it ends", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    const retryAt = now + 30_000
    const early = await store.chargeUser(key, chargeRule(key), retryAt - 1)
    expectEqual(early, { kind: "throttled", retryAt }, "a charge just before the wait ends")
    await chargeTimes(store, key, 1, retryAt)
    const again = await store.chargeUser(key, chargeRule(key), retryAt)
    expectEqual(again, { kind: "throttled", retryAt: retryAt + 60_000 }, "a charge in the doubled wait")
  })

  test("a full bucket holds charges until it has room for one", async ({ store, newKey }) => {
    const key = newKey()
    const rule = chargeRule(key, { bucketUnits: 3, unitSeconds: 60 })
    await saveNewUser(store, key)
    await chargeTimes(store, key, 3, now, () => rule)
    const until = now + 60_000
    expectEqual(await store.chargeUser(key, rule, until - 1), { kind: "held", until }, "a charge before there is room")
    expectKind(await store.chargeUser(key, rule, until), "charged", "a charge when there is room")
  })

  test("at the cap the user is locked, and time alone opens nothing", async ({ store, newKey }) => {
    const key = newKey()
    const rule = generousRule(key, { cap: 3 })
    await saveNewUser(store, key)
    await chargeTimes(store, key, 3, now, () => rule)
    for (const at of [now, now + 1e12]) {
      expectEqual(await store.chargeUser(key, rule, at), { kind: "locked" }, `a charge at ${at}`)
    }
  })

  test("after any number of failures the wait is that of the reference", async ({ store, newKey }) => {
    const key = newKey()
    // A limit that doubling reaches late, where 32 bits and a cautious formula have long ended.
    const rule = generousRule(key, { free: 1, firstWaitSeconds: 1, maxWaitSeconds: 1e10, unitSeconds: 1 })
    await saveNewUser(store, key)
    let throttle = untouchedThrottle
    while (throttle.failures < 60) {
      const at = throttle.nextTryAt ?? now
      throttle = chargeThrottle(throttle, rule, at)
      const answer = await store.chargeUser(key, { ...rule, event: auditEvent(key.accountId) }, at)
      expectEqual(expectKind(answer, "charged", "a charge after the wait").throttle, throttle, "the throttle")
    }
  })

  test("the pools are counted apart", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    await chargeTimes(store, key, 1, now, () => chargeRule(key, { pool: "recovery-codes" }))
    const { throttles } = await store.loadUser(key)
    expectEqual([throttles.codes.failures, throttles["recovery-codes"].failures], [5, 1], "the failures")
  })

  test("a charge writes its event", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const rule = chargeRule(key)
    await store.chargeUser(key, rule, now)
    expectEqual((await store.listEvents({ accountId: key.accountId })).items, [rule.event], "the events")
  })

  test("a charge writes the counted event whose number it reaches, after its own, and no other", async (given) => {
    const { store, newKey } = given
    const key = newKey()
    const countedEvents = [2, 3].map((atFailures) => ({ atFailures, event: auditEvent(key.accountId) }))
    await saveNewUser(store, key)
    const written: string[] = []
    for (let failures = 1; failures <= 4; failures++) {
      const rule = chargeRule(key, { countedEvents })
      await store.chargeUser(key, rule, now)
      const counted = countedEvents.filter(({ atFailures }) => atFailures === failures).map(({ event }) => event.id)
      written.unshift(...counted, rule.event.id)
      expectEqual(await eventIds(store, key.accountId), written, `the events after ${failures} failures`)
    }
  })

  test("a charge writes the notice whose number it reaches, and no other", async ({ store, newKey }) => {
    const key = newKey()
    const notices = [2, 3].map((atFailures) => ({ atFailures, mail: sealedMail(key) }))
    const [second, third] = notices.map(({ mail }) => mail.id)
    await saveNewUser(store, key)
    for (const expected of [[], [second], [second, third], [second, third]]) {
      await chargeTimes(store, key, 1, now, () => chargeRule(key, { notices }))
      const claimed = await claimedIds(store, key.accountId, now)
      expectEqual(new Set(claimed).size, expected.length, "the number of notices")
      expectEqual(
        expected.every((id) => id !== undefined && claimed.includes(id)),
        true,
        "the notices",
      )
    }
  })

  test("a refused charge writes nothing", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    const before = await store.loadUser(key)
    const events = await eventIds(store, key.accountId)
    const notices = [5, 6].map((atFailures) => ({ atFailures, mail: sealedMail(key) }))
    const countedEvents = [5, 6].map((atFailures) => ({ atFailures, event: auditEvent(key.accountId) }))
    for (const changes of [{}, { free: 9, bucketUnits: 5 }, { cap: 5 }, { epoch: 2 }]) {
      await store.chargeUser(key, chargeRule(key, { notices, countedEvents, ...changes }), now)
    }
    const { throttles } = await store.loadUser(key)
    expectEqual(throttles, before.throttles, "the throttles")
    expectEqual(await eventIds(store, key.accountId), events, "the events")
    expectEqual(await claimedIds(store, key.accountId, now), [], "the notices")
  })

  test("locked comes before held, and held before throttled", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    const throttle = await codesThrottle(store, key)
    for (const changes of [{}, { bucketUnits: 5 }, { bucketUnits: 2, cap: 5 }]) {
      const rule = chargeRule(key, changes)
      const standing = throttleStanding(throttle, rule, now)
      expectEqual<unknown>(await store.chargeUser(key, rule, now), standing, "the refusal")
    }
  })
})
