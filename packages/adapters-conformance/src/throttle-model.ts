import {
  type ChargeResult,
  chargeThrottle,
  type MusterStore,
  type Settlement,
  settleThrottle,
  type ThrottlePool,
  type ThrottleRule,
  throttleStanding,
  type UserKey,
  type UserThrottle,
  untouchedThrottle,
} from "@muster/sdk/ports"
import fc from "fast-check"
import { saveNewUser, saveWith } from "./arrange.js"
import { expectEqual } from "./expectations.js"
import { chargeRule } from "./samples.js"

interface History {
  readonly rule: ThrottleRule
  readonly startsAt: number
  readonly steps: readonly Step[]
}

type Step =
  /** A negative pause stands for a machine whose clock is behind. */
  | { readonly kind: "charge"; readonly pool: ThrottlePool; readonly pauseSeconds: number }
  | { readonly kind: "settle"; readonly settlement: Settlement }

const histories = 30

/** Drives the store and the reference arithmetic through random histories, and compares them after each step. */
export async function checkThrottleHistories(
  store: MusterStore,
  newKey: (accountId?: string) => UserKey,
): Promise<void> {
  const { accountId } = newKey()
  const property = fc.asyncProperty(history, (given) => checkHistory(store, newKey(accountId), given))
  await fc.assert(property, { numRuns: histories })
}

async function checkHistory(store: MusterStore, key: UserKey, { rule, startsAt, steps }: History): Promise<void> {
  const throttles = { codes: untouchedThrottle, "recovery-codes": untouchedThrottle }
  let at = startsAt
  await saveNewUser(store, key)
  for (const step of steps) {
    if (step.kind === "settle") {
      const { settlement } = step
      throttles[settlement.pool] = settleThrottle(throttles[settlement.pool], settlement)
      await saveWith(store, key, { settle: [settlement] })
    } else {
      const { pool } = step
      at += step.pauseSeconds * 1000
      const standing = throttleStanding(throttles[pool], rule, at)
      if (standing.kind === "open") throttles[pool] = chargeThrottle(throttles[pool], rule, at)
      const answer = await store.chargeUser(key, chargeRule(key, { ...rule, pool }), at)
      expectEqual<unknown>(
        answeredThrottle(answer),
        standing.kind === "open" ? throttles[pool] : standing,
        "the charge",
      )
    }
    expectEqual((await store.loadUser(key)).throttles, throttles, "the throttles")
  }
}

function answeredThrottle(answer: ChargeResult): ChargeResult | UserThrottle {
  return answer.kind === "charged" ? answer.throttle : answer
}

const pool = fc.constantFrom<ThrottlePool>("codes", "recovery-codes")

const history: fc.Arbitrary<History> = fc
  .record({
    free: fc.nat(3),
    firstWaitSeconds: fc.integer({ min: 1, max: 40 }),
    maxWaitSeconds: fc.integer({ min: 1, max: 200 }),
    cap: fc.integer({ min: 1, max: 9 }),
    bucketUnits: fc.integer({ min: 1, max: 9 }),
    unitSeconds: fc.integer({ min: 1, max: 90 }),
  })
  .chain((rule) =>
    fc.record({
      rule: fc.constant(rule),
      startsAt: fc.constantFrom(0, 60_000, Date.UTC(2030, 0, 1), 8e15),
      steps: fc.array(stepUnder(rule), { minLength: 1, maxLength: 25 }),
    }),
  )

function stepUnder({ unitSeconds }: ThrottleRule): fc.Arbitrary<Step> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("charge" as const),
        pool,
        pauseSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }), fc.integer({ min: -5, max: 600 })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("settle" as const),
        settlement: fc.oneof(
          fc.record({ pool, kind: fc.constant("clear" as const), unitSeconds: fc.constant(unitSeconds) }),
          fc.record({
            pool,
            kind: fc.constant("refund" as const),
            unitSeconds: fc.constant(unitSeconds),
            free: fc.nat(9),
            failures: fc.nat(9),
          }),
          fc.record({ pool, kind: fc.constant("unlock" as const) }),
        ),
      }),
    },
  )
}
