import { type Clock, type Instant, MusterError } from "@muster/core"
import type { Log } from "./logging/log.js"

const toleratedDrift = 5000
const trustedFor = 60_000
/** Every call throws while the clock is off; one line a minute tells it. */
const silentFor = 60_000

/**
 * Notices a machine whose clock has left the database's: its codes would be of other steps and its dates of another
 * time. A simulated clock is meant to differ and is let through.
 */
export interface ClockGuard {
  /** Runs a call of the store that brings the database's time, and compares; `now` is the instant at which it began. */
  timed<T extends { readonly databaseTime: Instant }>(
    call: (now: Instant) => Promise<T>,
  ): Promise<T & { readonly now: Instant }>
  /**
   * Compares the database's time with the span of the call that brought it: a call that waited long is no drift.
   *
   * @throws ERR_CONFIGURATION with the field `clock`
   */
  check(databaseTime: Instant, began: Instant, ended: Instant): void
  /** Whether the clocks were compared within the last minute. */
  isTrusted(): boolean
}

/** Makes the guard of one process. */
export function createClockGuard(clock: Clock, log: Log): ClockGuard {
  const simulated = clock.simulated === true
  let trustedUntil = Number.NEGATIVE_INFINITY
  let silentUntil = Number.NEGATIVE_INFINITY

  const tell = (drift: number) => {
    if (performance.now() < silentUntil) return
    silentUntil = performance.now() + silentFor
    log("clock-refused", { seconds: Math.ceil(drift / 1000) })
  }

  const check = (databaseTime: Instant, began: Instant, ended: Instant) => {
    if (simulated) return
    const drift = Math.max(began - databaseTime, databaseTime - ended)
    if (drift > toleratedDrift) {
      trustedUntil = Number.NEGATIVE_INFINITY
      tell(drift)
      throw new MusterError(
        "ERR_CONFIGURATION",
        `this machine's clock and the database's differ by ${(drift / 1000).toFixed(1)} s: synchronise them (a test clock says simulated: true)`,
        { field: "clock" },
      )
    }
    // Kept by the time that the process has run, which does not jump when the clock is set.
    trustedUntil = performance.now() + trustedFor
  }
  return {
    check,
    async timed(call) {
      const now = clock.now()
      const result = await call(now)
      check(result.databaseTime, now, clock.now())
      return { ...result, now }
    },
    isTrusted: () => simulated || performance.now() < trustedUntil,
  }
}
