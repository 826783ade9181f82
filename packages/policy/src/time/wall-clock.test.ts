import { afterEach, expect, it, test, vi } from "vitest"
import { offsetAt, wallClock } from "./wall-clock.js"

afterEach(() => vi.restoreAllMocks())

const clock = (timeZone: string) => wallClock(timeZone) as Intl.DateTimeFormat
const second = 1000
const minute = 60 * second

test.each([
  ["UTC", "2026-07-01T00:00:00Z", 0],
  ["Europe/Berlin", "2026-07-01T00:00:00Z", 120],
  ["Europe/Berlin", "2026-12-01T00:00:00Z", 60],
  ["Asia/Kathmandu", "2026-07-01T00:00:00Z", 345],
  ["America/St_Johns", "2026-12-01T00:00:00Z", -210],
  ["Pacific/Apia", "2011-12-30T09:59:59.999Z", -600],
  ["Pacific/Apia", "2011-12-30T10:00:00Z", 840],
  ["Europe/Berlin", "1969-12-31T23:59:59.999Z", 60],
])("%s at %s is %i minutes ahead of UTC", (timeZone, at, minutes) => {
  expect(offsetAt(clock(timeZone), Date.parse(at))).toBe(minutes * minute)
})

it("offsets of the time before standard time have seconds", () => {
  expect(offsetAt(clock("Europe/Berlin"), Date.UTC(1890, 0, 1))).toBe(53 * minute + 28 * second)
})

it("makes the clock of a zone once", () => {
  expect(wallClock("Antarctica/Troll")).toBe(wallClock("Antarctica/Troll"))
})

it("hands no name of more than 64 characters to the runtime, which would read it to its end", () => {
  const make = vi.spyOn(Intl, "DateTimeFormat")
  expect([wallClock("x".repeat(65)), wallClock("x".repeat(50_000_000))]).toEqual([undefined, undefined])
  expect(make).not.toHaveBeenCalled()
  expect(wallClock("x".repeat(64))).toBeUndefined()
  expect(make).toHaveBeenCalledTimes(1)
})

it("hands no offset to the runtime, which might take it for a zone", () => {
  const make = vi.spyOn(Intl, "DateTimeFormat")
  expect(["+02:00", "-0800", "02:00", "1", "+UTC"].filter((name) => wallClock(name) !== undefined)).toEqual([])
  expect(make).not.toHaveBeenCalled()
})
