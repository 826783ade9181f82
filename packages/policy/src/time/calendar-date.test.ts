import { describe, expect, it, test } from "vitest"
import { addDays, calendarDate, utcMidnight } from "./calendar-date.js"

describe("addDays", () => {
  test.each([
    ["2026-11-24", 0, "2026-11-24"],
    ["2026-11-24", 14, "2026-12-08"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2027-01-01", -1, "2026-12-31"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-02-28", 1, "2027-03-01"],
    ["9999-12-17", 14, "9999-12-31"],
    ["9999-12-18", 14, "9999-12-31"],
    ["9999-12-31", 1, "9999-12-31"],
  ])("%s and %i days make %s", (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
  })
})

describe("utcMidnight", () => {
  test.each(["1000-01-01", "2026-11-24", "2028-02-29", "9999-12-31"])("reads %s", (date) => {
    expect(utcMidnight(date)).toBe(Date.parse(`${date}T00:00:00.000Z`))
  })

  test.each([
    ["a year of less than four digits", "0999-12-31"],
    ["a year of more than four digits", "+010000-01-01"],
    ["a day that the month does not have", "2026-02-29"],
    ["a day that no month has", "2026-01-32"],
    ["a month that the year does not have", "2026-13-01"],
    ["one digit", "2026-1-1"],
    ["a time after the date", "2026-12-04T00:00:00Z"],
    ["a space before the date", " 2026-12-04"],
    ["a space after the date", "2026-12-04 "],
    ["a line break after the date", "2026-12-04\n"],
    ["digits of another script", "２０２６-１２-０４"],
    ["letters", "20ab-12-04"],
    ["nothing", ""],
    ["a very long text", "2026-12-04".repeat(10_000)],
    ["a list of one date", ["2026-12-04"]],
    ["an object that reads as a date", { toString: () => "2026-12-04" }],
    ["a number", 20261204],
    ["no value", undefined],
  ])("reads no date from %s", (_, date) => {
    expect(utcMidnight(date)).toBeUndefined()
  })
})

describe("calendarDate", () => {
  it("changes with the first millisecond of the day", () => {
    const midnight = Date.UTC(2026, 11, 4)
    expect([midnight - 1, midnight, midnight + 1].map(calendarDate)).toEqual(["2026-12-03", "2026-12-04", "2026-12-04"])
  })
})
