import fc from "fast-check"
import { expect, it } from "vitest"
import { addDays } from "./calendar-date.js"
import { localDate, startOfLocalDate } from "./time-zone.js"

const minute = 60_000
const hour = 60 * minute
const zones = Intl.supportedValuesOf("timeZone")

/** The date on the wall, by another formatter than the one under test. */
function wall(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" })
  return (at) => format.format(at)
}

/**
 * Looks at every quarter of an hour from well before, then at every second of the last one. No zone knowledge in it.
 */
function slowStart(read: (at: number) => string, date: string): number | undefined {
  const shown = (at: number) => read(at).startsWith(date)
  const around = Date.parse(date)
  for (let at = around - 24 * hour; at <= around + 24 * hour; at += 15 * minute) {
    if (!shown(at)) continue
    let first = at
    while (shown(first - 1000)) first -= 1000
    return first
  }
  return undefined
}

/** The dates on which the clocks of a zone change, and their neighbours. */
function datesAroundChanges(read: (at: number) => string, from: string, days: number): ReadonlySet<string> {
  const dates = new Set<string>()
  for (let count = 0; count < days; count++) {
    const date = addDays(from, count)
    const noon = Date.parse(date) + 12 * hour
    if (read(noon).slice(11) === read(noon + 24 * hour).slice(11)) continue
    for (const near of [0, 1, 2]) dates.add(addDays(date, near))
  }
  return dates
}

it("a local date begins where a slow search finds it, in every zone around every change of its clocks", () => {
  let changes = 0
  for (const timeZone of zones) {
    const read = wall(timeZone)
    for (const date of datesAroundChanges(read, "2026-01-01", 365)) {
      changes += 1
      expect([timeZone, date, startOfLocalDate(date, timeZone)]).toEqual([timeZone, date, slowStart(read, date)])
    }
  }
  expect(changes).toBeGreaterThan(500)
}, 120_000)

it("a local date begins when the zone's calendar first reads it", () => {
  const moments = fc.integer({ min: Date.parse("1970-01-02"), max: Date.parse("2099-01-01") })
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (timeZone, at) => {
      const date = localDate(at, timeZone)
      const start = startOfLocalDate(date, timeZone) as number
      expect(start).toBeLessThanOrEqual(at)
      expect(localDate(start, timeZone)).toBe(date)
      expect(localDate(start - 1, timeZone)).not.toBe(date)
    }),
  )
})
