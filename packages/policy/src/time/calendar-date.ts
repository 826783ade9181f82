/** An hour. */
export const hourMilliseconds = 3_600_000

/** A day of 24 hours. */
export const dayMilliseconds = 24 * hourMilliseconds

/** Counts days on the calendar, from a date that exists; no further than its last date of four digits, 9999-12-31. */
export function addDays(date: string, days: number): string {
  return calendarDate(Math.min(Date.parse(date) + days * dayMilliseconds, lastMidnight))
}

// A later year has another form, which neither compares with a date nor is read as one.
const lastMidnight = Date.parse("9999-12-31")

/** Reads "YYYY-MM-DD" as its midnight in UTC; `undefined` when the calendar has no such date. */
export function utcMidnight(date: unknown): number | undefined {
  // An expression would take a list of one date for the date.
  if (typeof date !== "string" || !/^[1-9]\d{3}-\d\d-\d\d$/.test(date)) return undefined
  const midnight = Date.parse(date)
  // Some engines carry 31 February over into March.
  return Number.isNaN(midnight) || calendarDate(midnight) !== date ? undefined : midnight
}

/** Writes the date that a clock in UTC shows. */
export function calendarDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
