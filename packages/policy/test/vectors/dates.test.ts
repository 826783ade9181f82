import moment from "moment-timezone"
import { describe, expect, it } from "vitest"
import { fromJson } from "./json-form.js"
import { readCases } from "./published.js"

// Not our own zones, nor our own calendar: the vectors must not only say what we would have said.
const minute = 60_000
const zoneOf = (timeZone: string) => moment.tz.zone(timeZone)
const localDate = (at: number, timeZone: string) => moment.tz(at, timeZone).format("YYYY-MM-DD")
const casesOf = <Input, Expected>(suite: string) =>
  readCases("dates", suite).map(({ id, input, expected }) => {
    return { id, input: fromJson(input) as Input, expected: fromJson(expected) as Expected }
  })

/** Looks at every minute, from before any zone has the date until after all have had it. */
function firstMinute(date: string, timeZone: string): number | null {
  const midnight = moment.utc(date, "YYYY-MM-DD", true)
  const zone = zoneOf(timeZone)
  if (zone === null || !midnight.isValid()) return null
  for (let at = midnight.valueOf() - 960 * minute; at <= midnight.valueOf() + 960 * minute; at += minute) {
    if (new Date(at - zone.utcOffset(at) * minute).toISOString().startsWith(date)) return at
  }
  return null
}

interface Day {
  readonly date: string
  readonly timeZone: string
}

describe("by the data of moment-timezone", () => {
  it.each(casesOf<Day, { startsAt: number | null }>("startOfLocalDate"))(
    "a date begins so: $id",
    ({ input, expected }) => {
      // That four-digit years begin with 1000 is our own rule.
      const isOurs = input.date.startsWith("0")
      expect(isOurs ? null : firstMinute(input.date, input.timeZone)).toBe(expected.startsAt)
    },
  )

  it.each(
    casesOf<{ enabledAt: number; now: number; timeZone: string }, { firstDate: string; lastDate: string }>("bounds"),
  )("dates can be chosen so: $id", ({ input: { enabledAt, now, timeZone }, expected }) => {
    const today = localDate(now, timeZone)
    const lastDay = moment.utc(localDate(enabledAt, timeZone)).add(14, "days").format("YYYY-MM-DD")
    expect(expected).toEqual({ firstDate: today, lastDate: lastDay < today ? today : lastDay })
  })

  it.each(
    casesOf<
      { now: number; requested: Day | string | null },
      { kind: string; forcedLogout: Day | null; forcedLogoutAt: number | null }
    >("forcedLogout").filter(({ expected }) => expected.kind === "saved"),
  )("a forced logout comes so: $id", ({ input: { now }, expected: { forcedLogout, forcedLogoutAt } }) => {
    if (forcedLogout === null) return expect(forcedLogoutAt).toBe(null)
    const { date, timeZone } = forcedLogout
    expect(forcedLogoutAt).toBe(Math.max(firstMinute(date, timeZone) as number, now))
    if (forcedLogoutAt === now) expect(localDate(now, timeZone)).toBe(date)
  })
})

it("most vectors of dates are compared", () => {
  expect(casesOf("startOfLocalDate").length).toBeGreaterThan(50)
  expect(casesOf("bounds").length).toBeGreaterThan(10)
})
