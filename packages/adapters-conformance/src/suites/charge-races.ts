import type { ChargeRule, MusterStore, UserKey } from "@muster/sdk/ports"
import {
  chargeTimes,
  claimedIds,
  codesThrottle,
  countKind,
  eventIds,
  inParallel,
  racers,
  saveNewUser,
  storedUser,
} from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import { chargeRule, generousRule, now, sealedMail, userState, userWrites } from "../samples.js"
import { suite } from "../suite.js"

/** Charges in parallel, and returns what the charged ones reported as failures, in order. */
async function raceCharges(store: MusterStore, key: UserKey, rule: () => ChargeRule): Promise<readonly number[]> {
  const answers = await inParallel(racers, () => store.chargeUser(key, rule(), now))
  return answers
    .flatMap((answer) => (answer.kind === "charged" ? [answer.throttle.failures] : []))
    .sort((a, b) => a - b)
}

const limits = [
  { limit: "there are free tries", allowed: 5, changes: {} },
  { limit: "the cap allows", allowed: 7, changes: { free: 1000, cap: 7 } },
  { limit: "the bucket holds", allowed: 4, changes: { free: 1000, bucketUnits: 4 } },
]

export const chargeRaces = suite("charge-races", (test) => {
  for (const { limit, allowed, changes } of limits) {
    test(`of 50 parallel charges no more are charged than ${limit}`, async ({ store, newKey }) => {
      const key = newKey()
      await saveNewUser(store, key)
      const counts = await raceCharges(store, key, () => chargeRule(key, changes))
      expectEqual(
        counts,
        Array.from({ length: allowed }, (_, index) => index + 1),
        "the charges, each with its count",
      )
      expectEqual((await codesThrottle(store, key)).failures, allowed, "the failures")
      expectEqual((await eventIds(store, key.accountId)).length, allowed, "the number of events")
    })
  }

  test("of parallel charges the one that reaches a number writes its notice, once", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const rule = () => chargeRule(key, { notices: [{ atFailures: 3, mail: sealedMail(key) }] })
    await raceCharges(store, key, rule)
    expectEqual((await claimedIds(store, key.accountId, now)).length, 1, "the number of notices")
  })

  test("a charge does not touch the version", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const charged = expectKind(await store.chargeUser(key, chargeRule(key), now), "charged", "the charge")
    expectEqual(charged.user.version, 1, "the version in the answer")
    expectEqual((await storedUser(store, key)).version, 1, "the version")
  })

  test("charges never make a save lose, and a save never loses a charge", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const [charges, saved] = await Promise.all([
      inParallel(racers, () => store.chargeUser(key, generousRule(key), now)),
      store.saveUser(key, userState("saved"), 1, userWrites()),
    ])
    expectEqual(saved, { kind: "saved", version: 2 }, "the save")
    expectEqual(countKind(charges, "charged"), racers, "charged")
    expectEqual((await codesThrottle(store, key)).failures, racers, "the failures")
  })

  test("a charge is refused unless the user has its epoch", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key, userState("user", { epoch: 2 }))
    for (const epoch of [1, 3]) {
      const charged = await store.chargeUser(key, chargeRule(key, { epoch }), now)
      expectEqual(charged, { kind: "unknown" }, `a charge with epoch ${epoch}`)
    }
    expectEqual((await codesThrottle(store, key)).failures, 0, "the failures")
    await chargeTimes(store, key, 1, now, () => chargeRule(key, { epoch: 2 }))
  })

  test("a charge that races with a new epoch is charged to the old one or refused", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const [answers] = await Promise.all([
      inParallel(racers, () => store.chargeUser(key, generousRule(key), now)),
      store.saveUser(key, userState("replaced", { epoch: 2 }), 1, userWrites()),
    ])
    for (const answer of answers) {
      if (answer.kind === "charged") expectEqual(answer.user.value.columns.epoch, 1, "the epoch of a charged user")
      else expectKind(answer, "unknown", "a charge that was refused")
    }
    expectEqual((await codesThrottle(store, key)).failures, countKind(answers, "charged"), "the failures")
    const late = await store.chargeUser(key, generousRule(key), now)
    expectEqual(late, { kind: "unknown" }, "a charge of the old epoch after the save")
  })
})
