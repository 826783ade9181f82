import { attemptsLeft, type CodeFault, type ThrottlePool, throttleRules, throttleStanding } from "@muster/enrollment"
import type { WrongCode } from "../api/refusals.js"
import type { UserThrottle } from "../ports/index.js"

/** Says that a code was not accepted, and how many tries are left until the next wait. */
export function wrongCode(
  why: CodeFault,
  pool: ThrottlePool,
  throttle: UserThrottle,
  now: number,
  clockSkewSeconds?: number,
): WrongCode {
  const rule = throttleRules[pool]
  const standing = throttleStanding(throttle, rule, now)
  return {
    kind: "wrong-code",
    why,
    attemptsLeft: attemptsLeft(throttle, rule, now),
    retryAt: standing.kind === "throttled" ? standing.retryAt : standing.kind === "held" ? standing.until : null,
    ...(clockSkewSeconds === undefined ? {} : { clockSkewSeconds }),
  }
}
