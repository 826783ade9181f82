import type { Instant } from "@muster/core"

/** Where an attempt is counted: all numeric codes of a user share one count, recovery codes have their own. */
export type ThrottlePool = "codes" | "recovery-codes"

/**
 * How many attempts a pool allows, and how it slows down.
 *
 * After `free` consecutive failures a wait of `firstWaitSeconds` begins, which doubles with each further failure up to
 * `maxWaitSeconds`; at `cap` consecutive failures nothing is compared any more until somebody unlocks the user. Apart
 * from that, each attempt puts one unit into a bucket of `bucketUnits` that loses one every `unitSeconds` and that a
 * success does not empty.
 *
 * @see RFC 4226 §7.3, NIST SP 800-63B-4 §3.2.2 (at most 100 consecutive failures)
 */
export interface ThrottleRule {
  /** Consecutive failures before the first wait. */
  readonly free: number
  /** The wait after as many failures. */
  readonly firstWaitSeconds: number
  /** The longest wait. */
  readonly maxWaitSeconds: number
  /** Consecutive failures at which nothing is compared any more; at most 100. */
  readonly cap: number
  /** Attempts that fit into the bucket. */
  readonly bucketUnits: number
  /** How long the bucket takes to lose one attempt. */
  readonly unitSeconds: number
}

/**
 * What is stored of a pool. `bucketUntil` encodes the bucket as the instant at which it will be empty: each attempt
 * moves it one unit on, from now or from itself, so that nothing has to run for it to leak.
 */
export interface UserThrottle {
  /** Consecutive failures: attempts since the last success. */
  readonly failures: number
  /** When the bucket will be empty; an instant in the past means that it is. */
  readonly bucketUntil: Instant
  /** When the wait that the last failure began is over. */
  readonly nextTryAt: Instant | null
}

/** Whether an attempt may be charged now, and if not, what it waits for. */
export type ThrottleStanding =
  | { readonly kind: "open" }
  | { readonly kind: "throttled"; readonly retryAt: Instant }
  /** The bucket is full; it has room for one attempt at `until`. */
  | { readonly kind: "held"; readonly until: Instant }
  /** The cap is reached; time alone does not open it. */
  | { readonly kind: "locked" }

/**
 * What becomes of a charge once the code has been compared; relative, so that parallel charges are never undone.
 *
 * `clear` (the active factor's code was accepted) ends the consecutive count and its wait, and returns this attempt's
 * unit. `refund` (no guess was made after all) returns one failure and its unit. The wait ends with it where the count
 * that is left is within the `free` tries, or where the count is still the `failures` that the charge reported, so that
 * the wait is that charge's own. `unlock` empties both. `release` empties the bucket and leaves count and wait: the password
 * has changed, so whoever had filled it cannot go on.
 */
export type Settlement =
  | { readonly pool: ThrottlePool; readonly kind: "clear"; readonly unitSeconds: number }
  | {
      readonly pool: ThrottlePool
      readonly kind: "refund"
      readonly unitSeconds: number
      readonly free: number
      readonly failures: number
    }
  | { readonly pool: ThrottlePool; readonly kind: "unlock" | "release" }

/**
 * The default rules: five free tries, then 30 s doubling to one hour, 50 consecutive failures at most, and 30 attempts
 * in a bucket that leaks one a day.
 *
 * Whoever knows the password and guesses six-digit codes, of which three are right at any moment, is locked after 50
 * guesses and succeeds in 0.015 % of cases. While the user goes on signing in, which ends the count again and again,
 * the bucket leaves 394 guesses in a year: 0.12 %.
 */
export const throttleRules: Readonly<Record<ThrottlePool, ThrottleRule>> = Object.freeze({
  codes: Object.freeze({
    free: 5,
    firstWaitSeconds: 30,
    maxWaitSeconds: 3600,
    cap: 50,
    bucketUnits: 30,
    unitSeconds: 86_400,
  }),
  // 120-bit codes cannot be guessed; the rule only keeps a flood of requests away from the store.
  "recovery-codes": Object.freeze({
    free: 20,
    firstWaitSeconds: 3600,
    maxWaitSeconds: 3600,
    cap: 100,
    bucketUnits: 100,
    unitSeconds: 86_400,
  }),
})

/** The throttle of a user who has never been charged. */
export const untouchedThrottle: UserThrottle = Object.freeze({ failures: 0, bucketUntil: 0, nextTryAt: null })

/** Says whether an attempt may be charged at `now`. */
export function throttleStanding(throttle: UserThrottle, rule: ThrottleRule, now: Instant): ThrottleStanding {
  if (throttle.failures >= rule.cap) return { kind: "locked" }
  const hasRoomAt = throttle.bucketUntil - (rule.bucketUnits - 1) * rule.unitSeconds * 1000
  if (hasRoomAt > now) return { kind: "held", until: hasRoomAt }
  if (throttle.nextTryAt !== null && throttle.nextTryAt > now) {
    return { kind: "throttled", retryAt: throttle.nextTryAt }
  }
  return { kind: "open" }
}

/** Spends one attempt. Does not ask whether it may be spent: see {@link throttleStanding}. */
export function chargeThrottle(throttle: UserThrottle, rule: ThrottleRule, now: Instant): UserThrottle {
  // A count below zero, of a bad import, lets nobody guess more often.
  const failures = Math.max(0, throttle.failures) + 1
  const waits = failures - rule.free
  const waitSeconds = Math.min(rule.maxWaitSeconds, rule.firstWaitSeconds * 2 ** waits)
  return {
    failures,
    bucketUntil: Math.max(throttle.bucketUntil, now) + rule.unitSeconds * 1000,
    nextTryAt: waits < 0 ? null : now + waitSeconds * 1000,
  }
}

/** Settles a charge; see {@link Settlement}. */
export function settleThrottle(throttle: UserThrottle, settlement: Settlement): UserThrottle {
  switch (settlement.kind) {
    case "clear":
      return { failures: 0, nextTryAt: null, bucketUntil: withoutUnit(throttle, settlement.unitSeconds) }
    case "refund": {
      const failures = Math.max(0, throttle.failures - 1)
      const waitEnds = failures < settlement.free || throttle.failures === settlement.failures
      return {
        failures,
        nextTryAt: waitEnds ? null : throttle.nextTryAt,
        bucketUntil: withoutUnit(throttle, settlement.unitSeconds),
      }
    }
    case "unlock":
      return untouchedThrottle
    case "release":
      return { ...throttle, bucketUntil: 0 }
  }
}

function withoutUnit(throttle: UserThrottle, unitSeconds: number): Instant {
  return Math.max(0, throttle.bucketUntil - unitSeconds * 1000)
}

/** How many tries are left until the next one has to wait, for whatever reason. */
export function attemptsLeft(throttle: UserThrottle, rule: ThrottleRule, now: Instant): number {
  if (throttleStanding(throttle, rule, now).kind !== "open") return 0
  const untilWait = Math.max(1, Math.min(rule.free, rule.cap) - throttle.failures)
  const unitsTaken = Math.max(0, throttle.bucketUntil - now) / (rule.unitSeconds * 1000)
  return Math.min(untilWait, Math.floor(rule.bucketUnits - unitsTaken))
}
