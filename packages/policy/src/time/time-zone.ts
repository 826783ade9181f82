import { type Instant, MusterError } from "@muster/core"
import { calendarDate, dayMilliseconds as day, hourMilliseconds as hour, utcMidnight } from "./calendar-date.js"

/** A calendar date in a named time zone; as an instant it stands for the date's first instant there. */
export interface LocalDate {
  /** "YYYY-MM-DD". */
  readonly date: string
  /** IANA name, such as "Europe/Berlin". */
  readonly timeZone: string
}

/** Says whether a value is the IANA name of a time zone that this runtime knows. Offsets such as "+02:00" are not names. */
export function isTimeZone(timeZone: unknown): timeZone is string {
  return wallClock(timeZone) !== undefined
}

/**
 * Reads the calendar in a time zone at an instant.
 *
 * @returns "YYYY-MM-DD"
 * @throws MusterError ERR_INVALID_INPUT for a zone that {@link isTimeZone} does not know
 */
export function localDate(at: Instant, timeZone: string): string {
  const clock = wallClock(timeZone)
  if (clock === undefined) throw new MusterError("ERR_INVALID_INPUT", "not a known time zone", { field: "timeZone" })
  return calendarDate(at + offsetAt(clock, at))
}

/**
 * Finds the first instant of a calendar date in a time zone. Usually that is 00:00; where the clocks skip midnight it is the
 * first time shown, and where midnight comes twice it is the first of the two.
 *
 * @returns `undefined` for a malformed date, an unknown zone, or a date that the zone skipped altogether
 */
export function startOfLocalDate(date: string, timeZone: string): Instant | undefined {
  const clock = wallClock(timeZone)
  const midnight = utcMidnight(date)
  if (clock === undefined || midnight === undefined) return undefined
  // No zone was ever 16 hours from UTC, so the date's first instant lies in this window. The offset is constant between
  // two changes; in each such stretch the date begins at its own midnight, or with the stretch when that skips midnight.
  for (const stretch of stretches(clock, midnight - 16 * hour, midnight + 16 * hour)) {
    const begins = Math.max(midnight - stretch.offset, stretch.from)
    const ends = Math.min(midnight + day - stretch.offset, stretch.until)
    if (begins < ends) return begins
  }
  return undefined
}

interface Stretch {
  readonly from: Instant
  readonly until: Instant
  readonly offset: number
}

/** Cuts a span of time where the offset changes. Two changes within four hours have never been. */
function stretches(clock: Intl.DateTimeFormat, from: Instant, until: Instant): readonly Stretch[] {
  const found: Stretch[] = []
  let start = from
  for (let probe = from; probe < until; probe += 4 * hour) {
    const before = offsetAt(clock, probe)
    if (before === offsetAt(clock, probe + 4 * hour)) continue
    const change = changeBetween(clock, probe, probe + 4 * hour)
    found.push({ from: start, until: change, offset: before })
    start = change
  }
  return [...found, { from: start, until, offset: offsetAt(clock, until) }]
}

function changeBetween(clock: Intl.DateTimeFormat, low: Instant, high: Instant): Instant {
  const before = offsetAt(clock, low)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(clock, middle) === before) low = middle
    else high = middle
  }
  return high
}

function offsetAt(clock: Intl.DateTimeFormat, at: Instant): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 0, day: dayOfMonth = 0, hour: hours = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, dayOfMonth, hours, minute, second) - Math.floor(at / 1000) * 1000
}

// Making a formatter costs thirty times as much as using it. Bounded, because the names come from admins and differ by case.
const clocks = new Map<string, Intl.DateTimeFormat>()
const maxClocks = 600

function wallClock(timeZone: unknown): Intl.DateTimeFormat | undefined {
  // A missing name must not become the machine's own zone, as Intl would have it.
  if (typeof timeZone !== "string") return undefined
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  if (!/^[a-z]/i.test(timeZone)) return undefined
  try {
    const clock = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
    if (clocks.size >= maxClocks) clocks.clear()
    clocks.set(timeZone, clock)
    return clock
  } catch {
    return undefined
  }
}
