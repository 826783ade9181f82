import { type Settlement, untouchedThrottle } from "@muster/sdk/ports"
import { chargeTimes, codesThrottle, inParallel, racers, saveNewUser, saveWith } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import { chargeRule, generousRule, now, userState } from "../samples.js"
import { suite } from "../suite.js"

const unitSeconds = 86_400
const unit = unitSeconds * 1000

function refund(failures: number): Settlement {
  return { pool: "codes", kind: "refund", unitSeconds, free: 5, failures }
}

export const settlements = suite("settlements", (test) => {
  test("clear ends the consecutive count and its wait, and returns one unit", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    await saveWith(store, key, { settle: [{ pool: "codes", kind: "clear", unitSeconds }] })
    const expected = { failures: 0, bucketUntil: now + 4 * unit, nextTryAt: null }
    expectEqual(await codesThrottle(store, key), expected, "the throttle")
  })

  test("refund returns one failure and one unit, and ends the wait of its own charge", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    await saveWith(store, key, { settle: [refund(5)] })
    const expected = { failures: 4, bucketUntil: now + 4 * unit, nextTryAt: null }
    expectEqual(await codesThrottle(store, key), expected, "the throttle")
  })

  test("refund leaves a wait that a later charge has set, while the count is beyond the free tries", async ({
    store,
    newKey,
  }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    await chargeTimes(store, key, 1, now + 30_000)
    await saveWith(store, key, { settle: [refund(5)] })
    const expected = { failures: 5, bucketUntil: now + 5 * unit, nextTryAt: now + 90_000 }
    expectEqual(await codesThrottle(store, key), expected, "the throttle after one refund")
    await saveWith(store, key, { settle: [refund(1)] })
    const free = { failures: 4, bucketUntil: now + 4 * unit, nextTryAt: null }
    expectEqual(await codesThrottle(store, key), free, "the throttle after another")
  })

  test("refunds in any order return a burst of charges with their wait", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    for (const failures of [3, 1, 5, 2, 4]) await saveWith(store, key, { settle: [refund(failures)] })
    const expected = { failures: 0, bucketUntil: now, nextTryAt: null }
    expectEqual(await codesThrottle(store, key), expected, "the throttle")
  })

  test("unlock empties count, wait and bucket", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 3, now, () => chargeRule(key, { free: 3, cap: 3 }))
    await saveWith(store, key, { settle: [{ pool: "codes", kind: "unlock" }] })
    expectEqual(await codesThrottle(store, key), untouchedThrottle, "the throttle")
  })

  test("release empties the bucket and leaves count and wait", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    await saveWith(store, key, { settle: [{ pool: "codes", kind: "release" }] })
    const expected = { failures: 5, bucketUntil: 0, nextTryAt: now + 30_000 }
    expectEqual(await codesThrottle(store, key), expected, "the throttle")
  })

  test("a release and a refund of one save do the same in either order, and leave the other pool alone", async ({
    store,
    newKey,
  }) => {
    const release: Settlement = { pool: "codes", kind: "release" }
    for (const settle of [
      [release, refund(5)],
      [refund(5), release],
    ]) {
      const key = newKey()
      await saveNewUser(store, key)
      await chargeTimes(store, key, 5, now)
      await chargeTimes(store, key, 1, now, () => chargeRule(key, { pool: "recovery-codes" }))
      await saveWith(store, key, { settle })
      const { throttles } = await store.loadUser(key)
      expectEqual(throttles.codes, { failures: 4, bucketUntil: 0, nextTryAt: null }, "the codes")
      const untouched = { failures: 1, bucketUntil: now + unit, nextTryAt: null }
      expectEqual(throttles["recovery-codes"], untouched, "the recovery codes")
    }
  })

  test("nothing falls below zero", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key, userState(), { settle: [{ pool: "codes", kind: "clear", unitSeconds }, refund(1)] })
    expectEqual(await codesThrottle(store, key), untouchedThrottle, "the throttle after the first save")
    await saveWith(store, key, { settle: [refund(0)] })
    expectEqual(await codesThrottle(store, key), untouchedThrottle, "the throttle after a refund")
  })

  test("settlements of one save are applied in their order, each to its pool", async ({ store, newKey }) => {
    const key = newKey()
    const recovery = () => chargeRule(key, { pool: "recovery-codes" })
    await saveNewUser(store, key)
    await chargeTimes(store, key, 4, now)
    await chargeTimes(store, key, 4, now, recovery)
    const settle: Settlement[] = [
      refund(4),
      { pool: "recovery-codes", kind: "unlock" },
      refund(3),
      { ...refund(1), pool: "recovery-codes" },
    ]
    await saveWith(store, key, { settle })
    const { throttles } = await store.loadUser(key)
    expectEqual(throttles.codes, { failures: 2, bucketUntil: now + 2 * unit, nextTryAt: null }, "the codes")
    expectEqual(throttles["recovery-codes"], untouchedThrottle, "the recovery codes")
  })

  test("a save without a settlement leaves the throttles alone", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    await chargeTimes(store, key, 5, now)
    const before = (await store.loadUser(key)).throttles
    await saveWith(store, key, {})
    expectEqual((await store.loadUser(key)).throttles, before, "the throttles")
  })

  test("settlements are relative: none undoes a charge that came between", async ({ store, newKey }) => {
    const key = newKey()
    const refunds = 10
    await saveNewUser(store, key)
    await chargeTimes(store, key, refunds, now, generousRule)
    await Promise.all([
      inParallel(racers, () => store.chargeUser(key, generousRule(key), now)),
      inParallel(refunds, () => saveWith(store, key, { settle: [refund(0)] })),
    ])
    const expected = { failures: racers, bucketUntil: now + racers * unit, nextTryAt: null }
    expectEqual(await codesThrottle(store, key), expected, "the throttle")
  })
})
