import { afterEach, describe, expect, it, test, vi } from "vitest"
import { isReadableInstant, isTimeZone, localDate, localTime, startOfLocalDate } from "./time-zone.js"

afterEach(() => vi.restoreAllMocks())

const notNames = [undefined, null, true, 1, ["UTC"], {}]
const at = (iso: string) => Date.parse(iso)

describe("startOfLocalDate", () => {
  test.each([
    ["an ordinary day", "2026-12-04", "Europe/Berlin", "2026-12-03T23:00:00Z"],
    ["the same day in summer time", "2026-07-04", "Europe/Berlin", "2026-07-03T22:00:00Z"],
    ["UTC", "2026-12-04", "UTC", "2026-12-04T00:00:00Z"],
    ["the easternmost zone", "2026-12-04", "Pacific/Kiritimati", "2026-12-03T10:00:00Z"],
    ["the westernmost zone", "2026-12-04", "Etc/GMT+12", "2026-12-04T12:00:00Z"],
    ["an offset of 45 minutes", "2026-12-04", "Asia/Kathmandu", "2026-12-03T18:15:00Z"],
    ["a midnight that the clocks skip", "2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00Z"],
    ["a midnight that comes twice: the first", "2026-11-01", "America/Havana", "2026-11-01T04:00:00Z"],
    [
      "a date shown for one minute before the clocks go back",
      "2010-11-07",
      "America/Goose_Bay",
      "2010-11-07T03:00:00Z",
    ],
    [
      "a midnight that comes twice, in a zone behind UTC: the first",
      "2026-10-25",
      "Atlantic/Azores",
      "2026-10-25T00:00:00Z",
    ],
    ["a midnight that the clocks skip in the far south", "2026-09-06", "America/Santiago", "2026-09-06T04:00:00Z"],
    [
      "the day on which the clocks go back by half an hour",
      "2026-04-05",
      "Australia/Lord_Howe",
      "2026-04-04T13:00:00Z",
    ],
    ["the day after it", "2026-04-06", "Australia/Lord_Howe", "2026-04-05T13:30:00Z"],
    ["the day on which they go forward by it", "2026-10-04", "Australia/Lord_Howe", "2026-10-03T13:30:00Z"],
    ["the day before a skipped day", "2011-12-29", "Pacific/Apia", "2011-12-29T10:00:00Z"],
    ["the day after a skipped day", "2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z"],
    ["the first of two days of one date", "1969-09-30", "Pacific/Kwajalein", "1969-09-29T13:00:00Z"],
    ["the zone's name in small letters", "2026-12-04", "europe/berlin", "2026-12-03T23:00:00Z"],
    ["the first date of all", "1000-01-01", "UTC", "1000-01-01T00:00:00Z"],
    ["the last date of all, west of UTC", "9999-12-31", "Etc/GMT+12", "9999-12-31T12:00:00Z"],
  ])("%s", (_, date, zone, expected) => {
    expect(startOfLocalDate(date, zone)).toBe(at(expected))
  })

  it("gives nothing for a date that the zone skipped", () => {
    expect(startOfLocalDate("2011-12-30", "Pacific/Apia")).toBeUndefined()
  })

  test.each(["2026-02-30", "2026-13-01", "2026-1-1", "2026-12-04T00:00:00Z", "0000-01-01", "", "today"])(
    "gives nothing for %j",
    (date) => expect(startOfLocalDate(date, "UTC")).toBeUndefined(),
  )

  test.each([
    ["an invented name", "Mars/Olympus"],
    ["no name", ""],
    ["an offset", "+02:00"],
    ["a very long text", "x".repeat(50_000_000)],
    ["a name with a space after it", "Europe/Berlin "],
    ["a name with a line break after it", "Europe/Berlin\n"],
    ["a member of every object", "__proto__"],
    ["a method of every object", "constructor"],
  ])("gives nothing for a zone that is %s", (_, zone) => {
    expect(startOfLocalDate("2026-12-04", zone)).toBeUndefined()
  })

  test.each([undefined, null, 20261204, ["2026-12-04"], {}])("computes nothing from %j in place of a date", (date) => {
    expect(startOfLocalDate(date as never, "UTC")).toBeUndefined()
  })

  test.each(notNames)("computes nothing in %j in place of a zone", (zone) => {
    expect(startOfLocalDate("2026-12-04", zone as never)).toBeUndefined()
  })
})

const unreadable = [
  ["no number", Number.NaN],
  ["the end of time", Number.POSITIVE_INFINITY],
  ["the beginning of time", Number.NEGATIVE_INFINITY],
  ["before the year 1000", at("1000-01-01") - 1],
  ["after 9999-12-30", at("9999-12-31")],
  ["beyond the calendar", 8.64e15 + 1],
  ["missing, which must not mean now", undefined],
  ["nothing", null],
  ["a text", "2026-12-04"],
  ["a date object", new Date(0)],
] as const

describe("how dear it is", () => {
  it("a date costs nine readings of the zone's clock, the search for a change 24 more, and asking again nothing", () => {
    const read = vi.spyOn(Intl.DateTimeFormat.prototype, "formatToParts")
    startOfLocalDate("2027-06-01", "Europe/Vienna")
    expect(read).toHaveBeenCalledTimes(9)
    startOfLocalDate("2027-06-01", "Europe/Vienna")
    expect(read).toHaveBeenCalledTimes(9)
    startOfLocalDate("2027-03-28", "Europe/Vienna")
    expect(read.mock.calls.length).toBeLessThanOrEqual(9 + 9 + 24)
  })

  it("what is remembered of one date or zone is not taken for another", () => {
    const starts = (dates: readonly string[], zone: string) => dates.map((date) => startOfLocalDate(date, zone))
    const dates = ["2026-12-04", "2026-12-05"]
    expect([starts(dates, "UTC"), starts(dates, "Asia/Tokyo"), starts(dates, "UTC")]).toEqual([
      [at("2026-12-04"), at("2026-12-05")],
      [at("2026-12-03T15:00:00Z"), at("2026-12-04T15:00:00Z")],
      [at("2026-12-04"), at("2026-12-05")],
    ])
  })
})

describe("localTime", () => {
  test.each([
    ["2026-05-13T22:00:00Z", "Europe/Berlin", "2026-05-14", "00:00"],
    ["2026-05-13T21:59:59.999Z", "Europe/Berlin", "2026-05-13", "23:59"],
    ["2026-05-13T22:00:59.999Z", "Europe/Berlin", "2026-05-14", "00:00"],
    ["2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25", "02:30"],
    ["2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25", "02:30"],
    ["2026-04-04T15:00:00Z", "Australia/Lord_Howe", "2026-04-05", "01:30"],
    ["1000-01-01T00:00:00Z", "UTC", "1000-01-01", "00:00"],
    ["9999-12-30T23:59:59.999Z", "Pacific/Kiritimati", "9999-12-31", "13:59"],
  ])("%s in %s is %s, %s", (instant, timeZone, date, time) => {
    expect(localTime(at(instant), timeZone)).toEqual({ date, time, timeZone })
  })

  it("shows the first instant of a date whose midnight is skipped", () => {
    const start = startOfLocalDate("2026-04-24", "Africa/Cairo") as number
    expect(localTime(start, "Africa/Cairo")).toEqual({ date: "2026-04-24", time: "01:00", timeZone: "Africa/Cairo" })
  })

  test.each(unreadable)("refuses an instant that is %s", (_, instant) => {
    expect(() => localTime(instant as never, "UTC")).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "at" }),
    )
  })

  it("refuses a zone that is not known", () => {
    expect(() => localTime(0, "Mars/Olympus")).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "timeZone" }),
    )
  })
})

describe("localDate", () => {
  test.each(unreadable)("refuses an instant that is %s", (_, instant) => {
    expect(isReadableInstant(instant)).toBe(false)
    expect(() => localDate(instant as never, "UTC")).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "at" }),
    )
  })

  test.each(["1000-01-01T00:00:00Z", "9999-12-30T23:59:59.999Z"])("reads every zone's date at %s", (instant) => {
    const zones = ["Etc/GMT+12", "UTC", "Pacific/Kiritimati"]
    expect(zones.map((zone) => localDate(at(instant), zone)).every((date) => /^\d{4}-\d\d-\d\d$/.test(date))).toBe(true)
  })

  it("reads the calendar of the zone", () => {
    const instant = at("2026-12-03T23:30:00Z")
    expect([localDate(instant, "UTC"), localDate(instant, "Europe/Berlin")]).toEqual(["2026-12-03", "2026-12-04"])
  })

  test.each(["Mars/Olympus", ...notNames])("refuses %j instead of falling back to another zone", (zone) => {
    expect(() => localDate(0, zone as never)).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "timeZone" }),
    )
  })
})

describe("isTimeZone", () => {
  it("knows every zone that the runtime lists, and UTC", () => {
    expect([...Intl.supportedValuesOf("timeZone"), "UTC"].every(isTimeZone)).toBe(true)
  })

  test.each(notNames)("takes no other value for a name: %j", (value) => {
    expect(isTimeZone(value)).toBe(false)
  })

  it("still knows a zone after thousands of spellings went through", () => {
    const spellings = Array.from({ length: 1500 }, (_, index) =>
      [..."america/argentina/buenos_aires"].map((c, bit) => ((index >> (bit % 11)) & 1 ? c.toUpperCase() : c)).join(""),
    )
    expect([...spellings, "Europe/Berlin"].every(isTimeZone)).toBe(true)
  })
})
