import { type Instant, MusterError } from "@muster/core"
import { createBoundedCache } from "./bounded-cache.js"
import { dayMilliseconds as day, hourMilliseconds as hour, utcMidnight } from "./calendar-date.js"
import { offsetAt, wallClock } from "./wall-clock.js"

/** A calendar date in a named time zone; as an instant it stands for the date's first instant there. */
export interface LocalDate {
  /** "YYYY-MM-DD". */
  readonly date: string
  /** IANA name, such as "Europe/Berlin". */
  readonly timeZone: string
}

/** What calendar and clock show in a named time zone, for people to read: "00:00 on 14 May (Europe/Berlin)". */
export interface LocalTime extends LocalDate {
  /** "HH:MM", from "00:00" to "23:59"; the minute that has begun. */
  readonly time: string
}

/**
 * Says whether a value is the IANA name of a time zone that this runtime knows. Offsets such as "+02:00" are not names.
 */
export function isTimeZone(timeZone: unknown): timeZone is string {
  return wallClock(timeZone) !== undefined
}

/**
 * Reads the calendar in a time zone at an instant.
 *
 * @param at - an instant from 1000-01-01 to the end of 9999-12-30 in UTC: outside, a date is not "YYYY-MM-DD"
 * @returns "YYYY-MM-DD"
 * @throws MusterError ERR_INVALID_INPUT for another instant (field `at`), or for a zone that {@link isTimeZone} does
 * not know (field `timeZone`)
 * @example
 * ```ts
 * localDate(Date.parse("2026-12-03T23:30:00Z"), "Europe/Berlin") // "2026-12-04"
 * ```
 */
export function localDate(at: Instant, timeZone: string): string {
  return readWall(at, timeZone).slice(0, 10)
}

/**
 * Reads calendar and clock in a time zone at an instant, so that a page can show both with the zone that they are meant
 * in. The answer does not lead back to the instant: where the clocks go back, a time is shown twice.
 *
 * @param at - an instant from 1000-01-01 to the end of 9999-12-30 in UTC
 * @returns the date, the time and the zone as it was given
 * @throws MusterError ERR_INVALID_INPUT as {@link localDate} does
 * @example
 * ```ts
 * localTime(Date.parse("2026-05-13T22:00:00Z"), "Europe/Berlin")
 * // { date: "2026-05-14", time: "00:00", timeZone: "Europe/Berlin" }
 * ```
 */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const wall = readWall(at, timeZone)
  return { date: wall.slice(0, 10), time: wall.slice(11, 16), timeZone }
}

/**
 * Finds the first instant of a calendar date in a time zone. Usually that is 00:00; where the clocks skip midnight it
 * is the first time shown, and where midnight comes twice it is the first of the two.
 *
 * @returns `undefined` for a malformed date, an unknown zone, or a date that the zone skipped altogether
 * @example
 * ```ts
 * startOfLocalDate("2026-12-04", "Europe/Berlin") // Date.parse("2026-12-03T23:00:00Z")
 * ```
 */
export function startOfLocalDate(date: string, timeZone: string): Instant | undefined {
  const clock = wallClock(timeZone)
  const midnight = utcMidnight(date)
  if (clock === undefined || midnight === undefined) return undefined
  return starts(`${date} ${timeZone}`, () => findStart(clock, midnight))
}

/** Says whether {@link localDate} can read an instant. `Intl` takes a missing one for the present. */
export function isReadableInstant(at: unknown): at is Instant {
  return typeof at === "number" && at >= firstReadable && at < lastReadable
}

const firstReadable = Date.parse("1000-01-01")
// A day early: in the zones east of UTC it is the year 10000 by then.
const lastReadable = Date.parse("9999-12-31")

function readWall(at: Instant, timeZone: string): string {
  const clock = wallClock(timeZone)
  if (clock === undefined) throw new MusterError("ERR_INVALID_INPUT", "not a known time zone", { field: "timeZone" })
  if (!isReadableInstant(at)) throw new MusterError("ERR_INVALID_INPUT", "not an instant with a date", { field: "at" })
  return new Date(at + offsetAt(clock, at)).toISOString()
}

// A start takes some twenty readings of the clock, and a whole account asks for the same few.
const starts = createBoundedCache<Instant>(600)

function findStart(clock: Intl.DateTimeFormat, midnight: Instant): Instant | undefined {
  // The offset is constant between two changes; in each such stretch the date begins at its own midnight, or with the
  // stretch when that skips midnight.
  for (const stretch of stretchesAround(clock, midnight)) {
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

// No zone was ever 16 hours from UTC, so a date's first instant lies in this window. Two changes within four hours have
// never been.
const probes = [-16, -12, -8, -4, 0, 4, 8, 12].map((hours) => hours * hour)
const probeSpan = 4 * hour

/** Cuts the time around a midnight in UTC where the offset changes. */
function stretchesAround(clock: Intl.DateTimeFormat, midnight: Instant): readonly Stretch[] {
  const found: Stretch[] = []
  let from = midnight - 16 * hour
  let offset = offsetAt(clock, from)
  for (const probe of probes) {
    const until = midnight + probe + probeSpan
    const next = offsetAt(clock, until)
    if (next === offset) continue
    const change = changeBetween(clock, offset, until - probeSpan, until)
    found.push({ from, until: change, offset })
    from = change
    offset = next
  }
  return [...found, { from, until: midnight + 16 * hour, offset }]
}

/** Finds the first instant that has another offset than `low`. */
function changeBetween(clock: Intl.DateTimeFormat, offset: number, low: Instant, high: Instant): Instant {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(clock, middle) === offset) low = middle
    else high = middle
  }
  return high
}
