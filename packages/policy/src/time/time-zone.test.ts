import { describe, expect, it, test } from "vitest"
import { isTimeZone, localDate, startOfLocalDate } from "./time-zone.js"

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
    ["the day after a skipped day", "2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z"],
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
    ["a very long text", "x".repeat(10_000)],
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

describe("localDate", () => {
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
