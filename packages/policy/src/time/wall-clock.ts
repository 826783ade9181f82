import type { Instant } from "@muster/core"
import { createBoundedCache } from "./bounded-cache.js"

// The longest name of the zone database has 32 characters; `Intl` reads a longer one to its end before it says no.
const maxName = 64

// Making a formatter costs thirty times as much as using it. There are 600 names, and as many spellings as one likes.
const clocks = createBoundedCache<Intl.DateTimeFormat>(600)

/** Finds the clock of a time zone by its IANA name, in any case; `undefined` when this runtime knows none. */
export function wallClock(timeZone: unknown): Intl.DateTimeFormat | undefined {
  // A missing name must not become the machine's own zone, as `Intl` would have it, and an offset is not a name.
  if (typeof timeZone !== "string" || timeZone.length > maxName || !/^[a-z]/i.test(timeZone)) return undefined
  return clocks(timeZone, () => makeClock(timeZone))
}

/** Reads how far a clock is ahead of UTC, in milliseconds. */
export function offsetAt(clock: Intl.DateTimeFormat, at: Instant): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 0, day: dayOfMonth = 0, hour: hours = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, dayOfMonth, hours, minute, second) - Math.floor(at / 1000) * 1000
}

function makeClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
  } catch {
    return undefined
  }
}
