import { describe, expect, it } from "vitest"
import { day, hour, minute, now, second } from "../test/samples.js"
import {
  attemptsLeft,
  chargeThrottle,
  type Settlement,
  settleThrottle,
  throttleRules,
  throttleStanding,
  type UserThrottle,
  untouchedThrottle,
} from "./throttle.js"

const rule = throttleRules.codes
const pool = "codes"
const { unitSeconds, free } = rule
const clear: Settlement = { pool, kind: "clear", unitSeconds }
const refund = (failures: number): Settlement => ({ pool, kind: "refund", unitSeconds, free, failures })

/** Charges again and again, each time as soon as the rule allows it, and lists the waits in between. */
function chargeAsSoonAsAllowed(times: number): {
  readonly throttle: UserThrottle
  readonly waits: readonly number[]
  readonly at: number
} {
  let throttle = untouchedThrottle
  let at = now
  const waits: number[] = []
  for (let count = 0; count < times; count++) {
    const standing = throttleStanding(throttle, rule, at)
    if (standing.kind === "locked") throw new Error("locked")
    const opensAt = standing.kind === "throttled" ? standing.retryAt : standing.kind === "held" ? standing.until : at
    waits.push((opensAt - at) / second)
    at = opensAt
    throttle = chargeThrottle(throttle, rule, at)
  }
  return { throttle, waits, at }
}

/** A throttle with so many consecutive failures and a bucket that is empty, so that nothing but the count matters. */
const afterFailures = (failures: number): UserThrottle => ({ failures, bucketUntil: 0, nextTryAt: null })
/** A throttle with so many units in its bucket at `now`, and no failure. */
const withUnits = (units: number): UserThrottle => ({ failures: 0, bucketUntil: now + units * day, nextTryAt: null })

describe("consecutive failures", () => {
  it("five attempts are free; then the waits double from 30 seconds up to one hour", () => {
    expect(chargeAsSoonAsAllowed(15).waits).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  })

  it("during a wait nothing is charged, and from its end on one attempt is", () => {
    const waiting = chargeThrottle(afterFailures(4), rule, now)
    expect(throttleStanding(waiting, rule, now)).toEqual({ kind: "throttled", retryAt: now + 30 * second })
    expect(throttleStanding(waiting, rule, now + 30 * second - 1).kind).toBe("throttled")
    expect(throttleStanding(waiting, rule, now + 30 * second)).toEqual({ kind: "open" })
  })

  it("at 50 consecutive failures no time opens the throttle again", () => {
    const locked = chargeThrottle(afterFailures(49), rule, now)
    for (const at of [now, now + 365 * day, now + 36_500 * day]) {
      expect(throttleStanding(locked, rule, at)).toEqual({ kind: "locked" })
    }
  })

  it("the 49th failure still waits for one hour and no longer", () => {
    expect(chargeThrottle(afterFailures(48), rule, now).nextTryAt).toBe(now + hour)
  })

  it("no pool goes beyond the hundred failures that NIST SP 800-63B allows", () => {
    for (const { cap } of Object.values(throttleRules)) expect(cap).toBeLessThanOrEqual(100)
  })
})

describe("a count below nothing, of a bad import", () => {
  it("lets nobody guess more often", () => {
    const damaged = { ...untouchedThrottle, failures: -1_000_000 }
    expect(chargeThrottle(damaged, rule, now)).toEqual(chargeThrottle(untouchedThrottle, rule, now))
  })
})

describe("the bucket", () => {
  it("holds 30 attempts, leaks one a day, and is held until there is room for one", () => {
    expect(throttleStanding(withUnits(29), rule, now)).toEqual({ kind: "open" })
    expect(throttleStanding(withUnits(30), rule, now)).toEqual({ kind: "held", until: now + day })
    expect(throttleStanding(withUnits(30), rule, now + day - 1).kind).toBe("held")
    expect(throttleStanding(withUnits(30), rule, now + day)).toEqual({ kind: "open" })
  })

  it("is filled by attempts that are spread over a month, however few of them come in a row", () => {
    let throttle = untouchedThrottle
    let charged = 0
    for (let at = now; at < now + 30 * day; at += 6 * hour) {
      if (throttleStanding(throttle, rule, at).kind !== "open") continue
      throttle = { ...chargeThrottle(throttle, rule, at), failures: 0, nextTryAt: null }
      charged += 1
    }
    expect(charged).toBe(59)
  })

  it("is empty after 30 days without an attempt, and time that has passed is not saved up", () => {
    const full = withUnits(30)
    const later = now + 300 * day
    expect(chargeThrottle(full, rule, later).bucketUntil).toBe(later + day)
  })

  it("being full is told before the wait of the last failure", () => {
    const both = { ...withUnits(30), failures: 7, nextTryAt: now + minute }
    expect(throttleStanding(both, rule, now).kind).toBe("held")
  })
})

describe("a success", () => {
  it("ends the count and its wait", () => {
    const waiting = chargeThrottle(afterFailures(11), rule, now)
    expect(settleThrottle(waiting, clear)).toMatchObject({ failures: 0, nextTryAt: null })
  })

  it("returns its own unit and leaves those of the failures before it", () => {
    const { throttle, at } = chargeAsSoonAsAllowed(9)
    const signedIn = settleThrottle(chargeThrottle(throttle, rule, at + hour), clear)
    expect(signedIn.bucketUntil).toBe(throttle.bucketUntil)
  })

  it("does not empty the bucket: with four wrong codes before the right one each day, the tenth day's is held", () => {
    let throttle = untouchedThrottle
    const standings = Array.from({ length: 10 }, (_, days) => {
      const at = now + days * day
      for (let wrong = 0; wrong < 4; wrong++) throttle = chargeThrottle(throttle, rule, at)
      const { kind } = throttleStanding(throttle, rule, at)
      throttle = settleThrottle(chargeThrottle(throttle, rule, at), clear)
      return kind
    })
    // Four come a day, and one leaks.
    expect(standings).toEqual([...Array(9).fill("open"), "held"])
  })
})

describe("a refund", () => {
  it.each([4, 9])("returns the failure, the unit and the wait of its charge, after %i failures", (failures) => {
    const before = { ...withUnits(failures), failures }
    const charged = chargeThrottle(before, rule, now)
    expect(charged.nextTryAt).not.toBeNull()
    expect(settleThrottle(charged, refund(charged.failures))).toEqual(before)
  })

  it("leaves the wait that a later charge has set", () => {
    const first = chargeThrottle(afterFailures(6), rule, now)
    const later = chargeThrottle(first, rule, now + 2 * minute)
    expect(settleThrottle(later, refund(first.failures))).toMatchObject({ failures: 7, nextTryAt: now + 6 * minute })
  })

  it("ends a wait where the failures that are left are too few for one, whichever charge has set it", () => {
    const first = chargeThrottle(afterFailures(3), rule, now)
    const later = chargeThrottle(first, rule, now)
    expect(later.nextTryAt).not.toBeNull()
    expect(settleThrottle(later, refund(first.failures))).toMatchObject({ failures: 4, nextTryAt: null })
  })

  it("leaves that of a later charge where the failures that are left are just enough for one", () => {
    const first = chargeThrottle(afterFailures(4), rule, now)
    const later = chargeThrottle(first, rule, now)
    expect(settleThrottle(later, refund(first.failures))).toMatchObject({ failures: 5, nextTryAt: later.nextTryAt })
    expect(later.nextTryAt).not.toBeNull()
  })

  it("never brings a count or a bucket below nothing, whatever was unlocked meanwhile", () => {
    expect(settleThrottle(untouchedThrottle, refund(1))).toEqual(untouchedThrottle)
  })
})

describe("a release", () => {
  it("empties the bucket, and leaves count and wait", () => {
    const held = chargeThrottle({ ...withUnits(29), failures: 7 }, rule, now)
    expect(throttleStanding(held, rule, now).kind).toBe("held")
    const released = settleThrottle(held, { pool, kind: "release" })
    expect(released).toEqual({ ...held, bucketUntil: 0 })
    expect(throttleStanding(released, rule, now).kind).toBe("throttled")
  })

  it("opens no lock", () => {
    const locked = settleThrottle({ ...withUnits(3), failures: 50 }, { pool, kind: "release" })
    expect(throttleStanding(locked, rule, now)).toEqual({ kind: "locked" })
  })
})

describe("an unlock", () => {
  it("empties count, wait and bucket", () => {
    const locked = chargeThrottle({ ...withUnits(29), failures: 49 }, rule, now)
    const unlocked = settleThrottle(locked, { pool, kind: "unlock" })
    expect(unlocked).toEqual(untouchedThrottle)
    expect(throttleStanding(unlocked, rule, now)).toEqual({ kind: "open" })
  })
})

describe("recovery codes", () => {
  const recovery = throttleRules["recovery-codes"]

  it("have a budget of their own: 20 free attempts, then one an hour, 100 in a row", () => {
    expect(chargeThrottle(afterFailures(18), recovery, now).nextTryAt).toBeNull()
    expect(chargeThrottle(afterFailures(19), recovery, now).nextTryAt).toBe(now + hour)
    expect(chargeThrottle(afterFailures(98), recovery, now).nextTryAt).toBe(now + hour)
    expect(throttleStanding(afterFailures(99), recovery, now).kind).toBe("open")
    expect(throttleStanding(afterFailures(100), recovery, now)).toEqual({ kind: "locked" })
  })
})

describe("the attempts that are left", () => {
  it.each([
    { given: "nobody has tried", throttle: untouchedThrottle, left: 5 },
    { given: "three have failed", throttle: afterFailures(3), left: 2 },
    { given: "every further one is followed by a wait", throttle: afterFailures(12), left: 1 },
    { given: "a wait is on", throttle: chargeThrottle(afterFailures(4), rule, now), left: 0 },
    { given: "the bucket has room for two", throttle: withUnits(28), left: 2 },
    { given: "the bucket leaks the third only in half a day", throttle: withUnits(27.5), left: 2 },
    { given: "the bucket is full", throttle: withUnits(30), left: 0 },
    { given: "the cap is reached", throttle: afterFailures(50), left: 0 },
  ])("are $left when $given", ({ throttle, left }) => {
    expect(attemptsLeft(throttle, rule, now)).toBe(left)
  })
})
