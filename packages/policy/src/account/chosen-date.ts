import type { Instant } from "@muster/core"
import { ownValue } from "../own-value.js"
import { createReason, type Reason, type Source } from "../reasons/reason.js"
import { addDays } from "../time/calendar-date.js"
import { isTimeZone, type LocalDate, localDate, startOfLocalDate } from "../time/time-zone.js"

/** A date as somebody wrote it, whether or not the calendar has it; or why there is none. */
export type ReadDate = { readonly kind: "read"; readonly date: LocalDate } | RejectedDate

/** The instant that a date stands for, or why it cannot be chosen. */
export type PlacedDate = { readonly kind: "placed"; readonly at: Instant } | RejectedDate

/** What is wrong with a date. */
export interface RejectedDate {
  /** Discriminates the answer. */
  readonly kind: "rejected"
  /** `time-zone-unknown`, `date-malformed`, `date-in-past` or `date-too-late`. */
  readonly reason: Reason
}

/** The dates that can be chosen, both ends included. */
export interface DateBounds {
  /** "YYYY-MM-DD". */
  readonly firstDate: string
  /** "YYYY-MM-DD". Nothing can be chosen when it is before the first. */
  readonly lastDate: string
}

const maxDays = 14

/** Finds the 14th day after enabling, on the calendar of a known zone. */
export function lastDateAfter(enabledAt: Instant, timeZone: string): string {
  return addDays(localDate(enabledAt, timeZone), maxDays)
}

/** Reads a date. Callers pass on what came out of a form or out of JSON, whatever its type says. */
export function readDate(value: unknown, source: Source): ReadDate {
  if (typeof value !== "object" || value === null) return dateMalformed(source)
  const timeZone = ownValue(value, "timeZone")
  const date = ownValue(value, "date")
  if (typeof timeZone !== "string") return timeZoneUnknown("", source)
  return typeof date === "string" ? { kind: "read", date: { date, timeZone } } : dateMalformed(source)
}

/** What {@link placeDate} needs beside the date. */
export interface PlaceDateInput {
  /** The dates that can be chosen, on the calendar of a zone; asked for a known zone only. */
  readonly boundsIn: (timeZone: string) => DateBounds
  /** The present. */
  readonly now: Instant
  /** Where the date was chosen. */
  readonly source: Source
}

/** Works out the instant that a date stands for: its first one, or `now` for today, whose first one is over. */
export function placeDate({ date, timeZone }: LocalDate, { boundsIn, now, source }: PlaceDateInput): PlacedDate {
  if (!isTimeZone(timeZone)) return timeZoneUnknown(timeZone, source)
  const start = startOfLocalDate(date, timeZone)
  if (start === undefined) return dateMalformed(source)
  const { firstDate, lastDate } = boundsIn(timeZone)
  if (date < firstDate) return rejected(createReason("date-in-past", { firstDate }, source))
  if (date > lastDate) return rejected(createReason("date-too-late", { lastDate }, source))
  // What begins or ends this morning does so now, so that what has run since this morning may still drain.
  return { kind: "placed", at: Math.max(start, now) }
}

/** Says whether two dates are one: written alike, or the same date in zones where it begins at the same instant. */
export function isSameDate(one: LocalDate, other: LocalDate): boolean {
  if (one.date !== other.date) return false
  if (one.timeZone === other.timeZone) return true
  // A zone has several names, and a form may send another one than was saved.
  const start = startOfLocalDate(one.date, one.timeZone)
  return start !== undefined && start === startOfLocalDate(other.date, other.timeZone)
}

/** Says that something is no date. */
export function dateMalformed(source: Source): RejectedDate {
  return rejected(createReason("date-malformed", {}, source))
}

/** Says that nothing can be dated in a zone of this name. */
export function timeZoneUnknown(timeZone: string, source: Source): RejectedDate {
  return rejected(createReason("time-zone-unknown", { timeZone }, source))
}

function rejected(reason: Reason): RejectedDate {
  return { kind: "rejected", reason }
}
