import moment from "moment-timezone"
import { expect, it } from "vitest"
import { addDays, calendarDate, dayMilliseconds as day, hourMilliseconds as hour } from "./calendar-date.js"
import { isTimeZone, localDate, localTime, startOfLocalDate } from "./time-zone.js"

const minute = 60_000
const quarter = 15 * minute
const from = Date.UTC(2024, 0, 1)
const until = Date.UTC(2029, 0, 1)
const names = moment.tz.names().filter(isTimeZone)

/** A zone by the data of moment-timezone alone. */
const database = (name: string) => moment.tz.zone(name) as NonNullable<ReturnType<typeof moment.tz.zone>>
const offsetAt = (name: string, at: number) => -database(name).utcOffset(at) * minute
const changesOf = (name: string) => database(name).untils.filter((at) => at > from && at < until)

/** Looks at every quarter of an hour, from before any zone has the date until after all have had it. */
function firstQuarter(name: string, date: string): number | undefined {
  const midnight = Date.parse(date)
  for (let at = midnight - 15 * hour; at <= midnight + 15 * hour; at += quarter) {
    if (calendarDate(at + offsetAt(name, at)) === date) return at
  }
  return undefined
}

/** Zones whose rules changed in releases that a runtime may not have yet, by release; the database has them all. */
const amended: Readonly<Record<string, readonly string[]>> = {
  // Moldova changes its clocks with the European Union, an hour later than was thought.
  "2026a": ["Europe/Chisinau", "Europe/Tiraspol"],
  // British Columbia stays on summer time for good.
  "2026b": ["America/Vancouver", "Canada/Pacific"],
  // So does Alberta, with most of the Northwest Territories; Morocco and Western Sahara go back to UTC for good.
  "2026c": ["Africa/Casablanca", "Africa/El_Aaiun", "America/Edmonton", "America/Yellowknife", "Canada/Mountain"],
  // So does the rest of the Northwest Territories.
  "2026d": ["America/Inuvik"],
  // So does Manitoba.
  "2026e": ["America/Rainy_River", "America/Winnipeg", "Canada/Central"],
  // Cuba changes its clocks by other rules.
  "2026f": ["America/Havana", "Cuba"],
}

/**
 * The first instant, to the week, at which the runtime disagrees with the database; read with another formatter than
 * ours.
 */
function firstDifference(name: string): number {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium" })
  const probes = changesOf(name).flatMap((at) => [at - 1000, at])
  for (let at = from; at < until; at += 7 * day) probes.push(at)
  const differs = (at: number) => Date.parse(`${wall.format(at).replace(" ", "T")}Z`) !== at + offsetAt(name, at)
  return Math.min(...probes.filter(differs))
}

const firstDifferences = new Map(names.map((name) => [name, firstDifference(name)]))

/** Until when the two are compared: two days before the week in which they part. */
const agreedUntil = (name: string) => (firstDifferences.get(name) as number) - 9 * day
const agreedChangesOf = (name: string) => changesOf(name).filter((at) => at < agreedUntil(name))

it("the runtime and the database know the same zones", () => {
  expect(Intl.supportedValuesOf("timeZone").filter((name) => !names.includes(name))).toEqual([])
  expect(names.length).toBeGreaterThan(590)
})

it("in these years every change and every offset is a whole quarter of an hour", () => {
  const fractions = names.filter((name) =>
    [from, ...changesOf(name)].some((at) => at % quarter !== 0 || offsetAt(name, at) % quarter !== 0),
  )
  expect(fractions).toEqual([])
})

// A runtime that is newer than the database may differ in zones that nobody could list here.
const isNewer = (process.versions.tz as string) > moment.tz.dataVersion

it.skipIf(isNewer)(
  "the runtime and the database differ only in zones that were amended after the runtime's release, and in all of those",
  () => {
    const different = names.filter((name) => firstDifferences.get(name) !== Number.POSITIVE_INFINITY)
    const excused = Object.entries(amended).flatMap(([release, zones]) =>
      (process.versions.tz as string) < release ? zones : [],
    )
    expect(different.sort()).toEqual(excused.sort())
  },
)

it("a local date begins at the first quarter of an hour that an independent zone database gives it, around every change of offset", () => {
  let compared = 0
  const wrong: unknown[] = []
  for (const name of names) {
    const dates = new Set<string>()
    for (let year = 2024; year <= 2028; year++) dates.add(`${year}-01-01`)
    for (const change of agreedChangesOf(name)) {
      const date = calendarDate(change + offsetAt(name, change))
      for (const days of [-2, -1, 0, 1, 2]) dates.add(addDays(date, days))
    }
    for (const date of dates) {
      if (Date.parse(date) > agreedUntil(name)) continue
      compared += 1
      const [start, expected] = [startOfLocalDate(date, name), firstQuarter(name, date)]
      if (start !== expected) wrong.push({ name, date, start, expected })
    }
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(8_000)
}, 120_000)

/** The dates of these years whose 00:00 is shown never, or twice. */
function oddMidnights(name: string, shown: "never" | "twice"): readonly string[] {
  return agreedChangesOf(name).flatMap((change) => {
    const [before, after] = [change - 1 + offsetAt(name, change - 1), change + offsetAt(name, change)]
    const midnight = Date.parse(calendarDate(Math.max(before, after)))
    // The clock jumps from `before` to `after`, over midnight or back to it.
    const isOdd = shown === "never" ? before < midnight && midnight < after : after <= midnight && midnight <= before
    return isOdd ? [calendarDate(midnight)] : []
  })
}

it("the zones whose clocks skip midnight are among those compared, and their days begin later than 00:00", () => {
  const skipping = names.filter((name) => oddMidnights(name, "never").length > 0)
  // Coyhaique is a zone of its own since 2025b.
  expect(skipping).toEqual(
    expect.arrayContaining(
      [
        "Africa/Cairo",
        "America/Asuncion",
        "America/Coyhaique",
        "America/Havana",
        "America/Santiago",
        "Asia/Beirut",
        "Atlantic/Azores",
      ].filter(isTimeZone),
    ),
  )
  for (const name of skipping) {
    for (const date of oddMidnights(name, "never")) {
      const start = startOfLocalDate(date, name) as number
      expect([name, start]).toEqual([name, firstQuarter(name, date)])
      expect(localTime(start, name).time).not.toBe("00:00")
      expect(localDate(start - 1, name)).toBe(addDays(date, -1))
    }
  }
})

it("the zones that show midnight twice are among those compared, and their days begin at the first", () => {
  const repeating = names.filter((name) => oddMidnights(name, "twice").length > 0)
  expect(repeating).toEqual(expect.arrayContaining(["America/Havana", "Atlantic/Azores"]))
  for (const name of repeating) {
    for (const date of oddMidnights(name, "twice")) {
      const start = startOfLocalDate(date, name) as number
      const midnights = [start, start + hour].map((at) => localTime(at, name))
      expect(midnights).toEqual([
        { date, time: "00:00", timeZone: name },
        { date, time: "00:00", timeZone: name },
      ])
      expect([name, start]).toEqual([name, firstQuarter(name, date)])
    }
  }
})

it("a time is read as the independent zone database reads it, on both sides of every change of offset", () => {
  let compared = 0
  for (const name of names) {
    for (const change of agreedChangesOf(name)) {
      for (const at of [change - 1, change]) {
        compared += 1
        const [date, time] = new Date(at + offsetAt(name, at)).toISOString().split(/[T.]/) as [string, string]
        expect(localTime(at, name)).toEqual({ date, time: time.slice(0, 5), timeZone: name })
      }
    }
  }
  expect(compared).toBeGreaterThan(3_000)
})
