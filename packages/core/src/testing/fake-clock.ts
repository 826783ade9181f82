import { MusterError } from "../errors.js"
import type { Clock, Instant } from "../time.js"

/** A span to move a clock by; what is left out counts as 0. */
export interface Span {
  /** Days of 24 hours. */
  readonly days?: number | undefined
  /** Hours. */
  readonly hours?: number | undefined
  /** Minutes. */
  readonly minutes?: number | undefined
  /** Seconds. */
  readonly seconds?: number | undefined
}

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Says that this is not real time. */
  readonly simulated: true
  /**
   * Sets the clock, forward or back.
   *
   * @throws ERR_INVALID_INPUT for what is no moment, and for text without a time zone.
   */
  set(at: string | Instant): void
  /** Moves the clock on by a span. */
  advance(by: Span): void
}

/**
 * Makes a clock for tests and simulations. It begins at 2026-01-05T09:00:00Z, a Monday, unless `start` says otherwise.
 *
 * @param start - milliseconds since 1970, or ISO 8601 text with its zone ("2026-11-24T09:00:00Z")
 * @throws ERR_INVALID_INPUT for what is no moment, and for text without a time zone: it would mean another moment on
 * each machine.
 */
export function fakeClock(start: string | Instant = "2026-01-05T09:00:00Z"): FakeClock {
  let now = instantOf(start)
  return {
    simulated: true,
    now: () => now,
    set(at) {
      now = instantOf(at)
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now = instantOf(now + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
    },
  }
}

function instantOf(at: string | Instant): Instant {
  const zoned = typeof at !== "string" || /(Z|[+-]\d\d:\d\d)$/.test(at)
  const instant = typeof at === "string" ? Date.parse(at) : at
  if (zoned && Number.isFinite(instant)) return instant
  throw new MusterError("ERR_INVALID_INPUT", "A moment is a number, or ISO 8601 text that ends in its time zone.", {
    field: "at",
  })
}
