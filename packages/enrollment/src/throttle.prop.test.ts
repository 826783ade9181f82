import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { now, second } from "../test/samples.js"
import {
  attemptsLeft,
  chargeThrottle,
  type Settlement,
  settleThrottle,
  type ThrottleRule,
  throttleStanding,
  type UserThrottle,
  untouchedThrottle,
} from "./throttle.js"

const rules: fc.Arbitrary<ThrottleRule> = fc.record({
  free: fc.integer({ min: 1, max: 6 }),
  firstWaitSeconds: fc.integer({ min: 1, max: 60 }),
  maxWaitSeconds: fc.integer({ min: 1, max: 600 }),
  cap: fc.integer({ min: 1, max: 100 }),
  bucketUnits: fc.integer({ min: 1, max: 12 }),
  unitSeconds: fc.integer({ min: 1, max: 300 }),
})

type Outcome = "keep" | "clear" | "refund"

/** Attempts that are charged at one instant, some time after those before, and settled in an order of their own. */
interface Burst {
  readonly pauseSeconds: number
  readonly outcomes: readonly { readonly outcome: Outcome; readonly order: number }[]
}

const pauses = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2000 }))

const outcomes = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Outcome>("keep") },
  { weight: 1, arbitrary: fc.constant<Outcome>("clear") },
  { weight: 1, arbitrary: fc.constant<Outcome>("refund") },
)

const bursts: fc.Arbitrary<readonly Burst[]> = fc.array(
  fc.record({
    pauseSeconds: pauses,
    outcomes: fc.array(fc.record({ outcome: outcomes, order: fc.nat(9) }), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 40 },
)

/** What happened, as the rule is meant to see it. */
interface History {
  readonly throttle: UserThrottle
  readonly at: number
  /** When the attempts were charged whose code was compared and not accepted. */
  readonly keptAts: readonly number[]
}

/** Plays bursts: what the rule does not allow is not charged. */
function play(rule: ThrottleRule, given: readonly Burst[]): History {
  let throttle = untouchedThrottle
  let at = now
  const keptAts: number[] = []
  for (const { pauseSeconds, outcomes } of given) {
    at += pauseSeconds * second
    const charged: { readonly outcome: Outcome; readonly order: number; readonly failures: number }[] = []
    for (const attempt of outcomes) {
      if (throttleStanding(throttle, rule, at).kind !== "open") continue
      throttle = chargeThrottle(throttle, rule, at)
      charged.push({ ...attempt, failures: throttle.failures })
    }
    for (const { outcome, failures } of charged.sort((a, b) => a.order - b.order)) {
      if (outcome === "keep") keptAts.push(at)
      else throttle = settleThrottle(throttle, settlement(rule, outcome, failures))
    }
  }
  return { throttle, at, keptAts }
}

function settlement({ unitSeconds, free }: ThrottleRule, kind: "clear" | "refund", failures: number): Settlement {
  return kind === "clear" ? { pool: "codes", kind, unitSeconds } : { pool: "codes", kind, unitSeconds, free, failures }
}

/** A throttle that some history has led to, and an instant some time after it. */
const histories = fc.tuple(rules, bursts, pauses).map(([rule, given, pauseSeconds]) => {
  const { throttle, at } = play(rule, given)
  return { rule, throttle, at: at + pauseSeconds * second }
})

/** Asserts that two throttles cannot be told apart from an instant on. */
function expectSame(a: UserThrottle, b: UserThrottle, rule: ThrottleRule, from: number): void {
  for (const pause of [0, 1, rule.unitSeconds, rule.maxWaitSeconds, rule.bucketUnits * rule.unitSeconds]) {
    const at = from + pause * second
    expect(throttleStanding(a, rule, at)).toEqual(throttleStanding(b, rule, at))
    expect(chargeThrottle(a, rule, at)).toEqual(chargeThrottle(b, rule, at))
  }
}

describe("over every history", () => {
  it("no window holds more guesses than the bucket takes and leaks in it, whatever succeeds in between", () => {
    fc.assert(
      fc.property(rules, bursts, (rule, given) => {
        const { keptAts } = play(rule, given)
        for (const [first, from] of keptAts.entries()) {
          for (const [last, to] of keptAts.entries()) {
            const leaked = (to - from) / second / rule.unitSeconds
            if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(rule.bucketUnits + leaked)
          }
        }
      }),
    )
  })

  it("no more attempts fail in a row than the cap, and each after the free ones comes after its wait", () => {
    fc.assert(
      fc.property(rules, fc.array(pauses, { maxLength: 120 }), (rule, given) => {
        const failing = given.map((pauseSeconds) => ({
          pauseSeconds,
          outcomes: [{ outcome: "keep", order: 0 } as const],
        }))
        const { keptAts } = play({ ...rule, bucketUnits: 1_000_000 }, failing)
        expect(keptAts.length).toBeLessThanOrEqual(rule.cap)
        for (const [index, at] of keptAts.entries()) {
          const before = keptAts[index - 1]
          if (before === undefined || index < rule.free) continue
          const waited = Math.min(rule.maxWaitSeconds, rule.firstWaitSeconds * 2 ** (index - rule.free))
          expect((at - before) / second).toBeGreaterThanOrEqual(waited)
        }
      }),
    )
  })

  it("as many attempts go through at once as are said to be left, and the next one has to wait", () => {
    fc.assert(
      fc.property(rules, bursts, (rule, given) => {
        const { throttle, at } = play(rule, given)
        let left = attemptsLeft(throttle, rule, at)
        let trying = throttle
        for (; left > 0; left--) {
          expect(throttleStanding(trying, rule, at).kind).toBe("open")
          trying = chargeThrottle(trying, rule, at)
        }
        expect(throttleStanding(trying, rule, at).kind).not.toBe("open")
      }),
    )
  })

  it("what is told to wait for is when an attempt is heard, and not a millisecond earlier", () => {
    fc.assert(
      fc.property(histories, ({ rule, throttle, at }) => {
        const standing = throttleStanding(throttle, rule, at)
        if (standing.kind === "throttled") {
          expect(throttleStanding(throttle, rule, standing.retryAt - 1).kind).toBe("throttled")
          expect(throttleStanding(throttle, rule, standing.retryAt).kind).toBe("open")
        }
        if (standing.kind === "held") {
          expect(throttleStanding(throttle, rule, standing.until - 1).kind).toBe("held")
          expect(throttleStanding(throttle, rule, standing.until).kind).not.toBe("held")
        }
      }),
    )
  })
})

describe("settling", () => {
  it("when all of some parallel charges are refunded, in whatever order, nothing is left of them", () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), ({ rule, throttle, at }, orders) => {
        let charged = throttle
        const charges: { readonly order: number; readonly failures: number }[] = []
        for (const order of orders) {
          if (throttleStanding(charged, rule, at).kind !== "open") break
          charged = chargeThrottle(charged, rule, at)
          charges.push({ order, failures: charged.failures })
        }
        const refunded = charges
          .sort((a, b) => a.order - b.order)
          .reduce((next, { failures }) => settleThrottle(next, settlement(rule, "refund", failures)), charged)
        expectSame(refunded, throttle, rule, at)
      }),
    )
  })

  it("a success never leaves more room in the bucket than there was before its own charge", () => {
    fc.assert(
      fc.property(histories, ({ rule, throttle, at }) => {
        const charged = chargeThrottle(throttle, rule, at)
        const { bucketUntil } = settleThrottle(charged, settlement(rule, "clear", charged.failures))
        expect(bucketUntil).toBe(Math.max(throttle.bucketUntil, at))
      }),
    )
  })

  it("of parallel charges each one that failed keeps its unit, in whatever order they are settled", () => {
    const orders = fc.array(fc.record({ outcome: outcomes, order: fc.nat(9) }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(histories, orders, ({ rule, throttle, at }, attempts) => {
        let charged = throttle
        for (const _ of attempts) charged = chargeThrottle(charged, rule, at)
        const settled = attempts
          .toSorted((a, b) => a.order - b.order)
          .filter(({ outcome }) => outcome !== "keep")
          .reduce(
            (next, { outcome }) => settleThrottle(next, settlement(rule, outcome as "clear" | "refund", 1)),
            charged,
          )
        const failed = attempts.filter(({ outcome }) => outcome === "keep").length
        expect(settled.bucketUntil).toBe(Math.max(throttle.bucketUntil, at) + failed * rule.unitSeconds * second)
      }),
    )
  })

  it("a success beside parallel guesses forgives no more than if all of them had come before it", () => {
    fc.assert(
      fc.property(histories, fc.nat(6), fc.nat(6), ({ rule, throttle, at }, before, after) => {
        const guess = (from: UserThrottle, times: number) =>
          Array.from({ length: times }).reduce<UserThrottle>((next) => chargeThrottle(next, rule, at), from)
        const clear = settlement(rule, "clear", 0)
        const beside = guess(settleThrottle(guess(throttle, before + 1), clear), after)
        const behind = settleThrottle(guess(throttle, before + after + 1), clear)
        expect(beside.failures).toBe(after)
        expect(behind.failures).toBe(0)
        expect(beside.bucketUntil).toBe(behind.bucketUntil)
      }),
    )
  })
})
