import type { Instant } from "@muster/core"
import { type ThrottleStanding, throttleRules, throttleStanding } from "@muster/enrollment"
import type { LoadedUser, Settlement, ThrottlePool } from "../ports/index.js"

type Throttles = LoadedUser["throttles"]

const pools = ["codes", "recovery-codes"] as const satisfies readonly ThrottlePool[]

/** Empties the counters of every kind of code. */
export const unlockEverything: readonly Settlement[] = pools.map((pool) => ({ pool, kind: "unlock" }))

/** Says whether no kind of code has to wait, for however short a time. */
export function isUnlocked(throttles: Throttles, now: Instant): boolean {
  return standings(throttles, now).every(({ kind }) => kind === "open")
}

/**
 * Until when a kind of code is not heard; where both wait, the later. A wait of an hour at most after a wrong code is
 * no lock: it ends by itself before an admin has read of it.
 */
export function lockedUntil(throttles: Throttles, now: Instant): Instant | "until-unlocked" | null {
  let until: Instant | null = null
  for (const standing of standings(throttles, now)) {
    if (standing.kind === "locked") return "until-unlocked"
    if (standing.kind === "held") until = Math.max(until ?? standing.until, standing.until)
  }
  return until
}

function standings(throttles: Throttles, now: Instant): readonly ThrottleStanding[] {
  return pools.map((pool) => throttleStanding(throttles[pool], throttleRules[pool], now))
}
