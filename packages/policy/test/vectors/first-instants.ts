import { type LocalDate, startOfLocalDate } from "../../src/index.js"
import { briefInstant } from "./brief.js"
import { type Case, suite } from "./suite.js"

type Row = readonly [id: string, date: string, timeZone: string, says: string, title: string]

const wholeHours: readonly Row[] = [
  ["utc", "2026-12-04", "UTC", "2026-12-04T00:00Z", "A date begins at 00:00 of the zone that it names"],
  ["berlin-winter", "2026-12-04", "Europe/Berlin", "2026-12-03T23:00Z", "East of UTC a date begins on the day before"],
  ["berlin-summer", "2026-07-01", "Europe/Berlin", "2026-06-30T22:00Z", "In summer time a date begins an hour earlier"],
  ["new-york-winter", "2026-12-04", "America/New_York", "2026-12-04T05:00Z", "West of UTC a date begins later"],
  ["new-york-summer", "2026-07-01", "America/New_York", "2026-07-01T04:00Z", "Summer time counts west of UTC too"],
  ["sydney-summer", "2026-12-04", "Australia/Sydney", "2026-12-03T13:00Z", "South of the equator December is summer"],
  ["old-name", "2026-12-04", "Asia/Calcutta", "2026-12-03T18:30Z", "A zone may be called by a former name"],
  ["any-case", "2026-12-04", "europe/berlin", "2026-12-03T23:00Z", "The name of a zone is read in any case"],
]

const clocksChangeLater: readonly Row[] = [
  [
    "berlin-forward",
    "2026-03-29",
    "Europe/Berlin",
    "2026-03-28T23:00Z",
    "A change of the clocks at night leaves the beginning of its date where it was",
  ],
  [
    "berlin-after-forward",
    "2026-03-30",
    "Europe/Berlin",
    "2026-03-29T22:00Z",
    "After a day of 23 hours the next begins an hour earlier",
  ],
  ["berlin-back", "2026-10-25", "Europe/Berlin", "2026-10-24T22:00Z", "A date begins before its clocks go back"],
  [
    "berlin-after-back",
    "2026-10-26",
    "Europe/Berlin",
    "2026-10-25T23:00Z",
    "After a day of 25 hours the next begins an hour later",
  ],
  [
    "new-york-back",
    "2026-11-01",
    "America/New_York",
    "2026-11-01T04:00Z",
    "West of UTC the last day of summer time begins in summer time",
  ],
  [
    "new-york-after-back",
    "2026-11-02",
    "America/New_York",
    "2026-11-02T05:00Z",
    "West of UTC the day after begins in winter time",
  ],
]

const skipped = "Where the clocks skip midnight, the date begins with the first time shown"
const withoutMidnight: readonly Row[] = [
  ["havana-skips-midnight", "2024-03-10", "America/Havana", "2024-03-10T05:00Z", skipped],
  ["cairo-skips-midnight", "2024-04-26", "Africa/Cairo", "2024-04-25T22:00Z", skipped],
  ["santiago-skips-midnight", "2024-09-08", "America/Santiago", "2024-09-08T04:00Z", skipped],
  ["beirut-skips-midnight", "2024-03-31", "Asia/Beirut", "2024-03-30T22:00Z", skipped],
  ["asuncion-skips-midnight", "2024-10-06", "America/Asuncion", "2024-10-06T04:00Z", skipped],
  ["azores-skip-midnight", "2025-03-30", "Atlantic/Azores", "2025-03-30T01:00Z", skipped],
  ["tehran-skips-midnight", "2022-03-22", "Asia/Tehran", "2022-03-21T20:30Z", `${skipped}, in half-hour zones too`],
  [
    "st-johns-forward",
    "2011-03-13",
    "America/St_Johns",
    "2011-03-13T03:30Z",
    "A skip a minute past midnight is no matter",
  ],
]

const twice = "Where midnight comes twice, the date begins with the first"
const again = "Where midnight falls back to 23:00, the date begins when midnight comes for good"
const withTwoMidnights: readonly Row[] = [
  ["havana-midnight-twice", "2024-11-03", "America/Havana", "2024-11-03T04:00Z", twice],
  ["azores-midnight-twice", "2025-10-26", "Atlantic/Azores", "2025-10-26T00:00Z", twice],
  ["amman-midnight-twice", "2021-10-29", "Asia/Amman", "2021-10-28T21:00Z", twice],
  ["beirut-falls-back", "2024-10-27", "Asia/Beirut", "2024-10-26T22:00Z", again],
  ["santiago-falls-back", "2024-04-07", "America/Santiago", "2024-04-07T04:00Z", again],
  ["cairo-falls-back", "2024-11-01", "Africa/Cairo", "2024-10-31T22:00Z", again],
  [
    "st-johns-interrupted",
    "2010-11-07",
    "America/St_Johns",
    "2010-11-07T02:30Z",
    "A date that begins, is left a minute later and begins again, begins with the first",
  ],
]

const aroundTheDateLine: readonly Row[] = [
  ["apia-skipped", "2011-12-30", "Pacific/Apia", "none", "A date that a zone skipped has no beginning"],
  ["apia-after", "2011-12-31", "Pacific/Apia", "2011-12-30T10:00Z", "The date after a skipped one follows at once"],
  ["kwajalein-skipped", "1993-08-21", "Pacific/Kwajalein", "none", "A date that was skipped long ago has no beginning"],
  [
    "kwajalein-twice",
    "1969-09-30",
    "Pacific/Kwajalein",
    "1969-09-29T13:00Z",
    "A date that comes twice begins with the first",
  ],
  [
    "kwajalein-later",
    "1969-10-01",
    "Pacific/Kwajalein",
    "1969-10-01T12:00Z",
    "The date after one that comes twice begins once the second is over",
  ],
]

const farAndUneven: readonly Row[] = [
  [
    "kiritimati",
    "2026-12-04",
    "Pacific/Kiritimati",
    "2026-12-03T10:00Z",
    "The first zone has a date 14 hours before UTC",
  ],
  [
    "pago-pago",
    "2026-12-04",
    "Pacific/Pago_Pago",
    "2026-12-04T11:00Z",
    "The last inhabited zone has a date 11 hours after UTC",
  ],
  ["kolkata", "2026-12-04", "Asia/Kolkata", "2026-12-03T18:30Z", "A zone may be half an hour off"],
  ["kathmandu", "2026-12-04", "Asia/Kathmandu", "2026-12-03T18:15Z", "A zone may be a quarter of an hour off"],
  ["st-johns", "2026-12-04", "America/St_Johns", "2026-12-04T03:30Z", "West of UTC half hours count the other way"],
  ["chatham-summer", "2026-12-04", "Pacific/Chatham", "2026-12-03T10:15Z", "A quarter-hour zone may have summer time"],
  ["lord-howe-summer", "2026-12-04", "Australia/Lord_Howe", "2026-12-03T13:00Z", "Summer time may be half an hour"],
  [
    "lord-howe-winter",
    "2026-07-01",
    "Australia/Lord_Howe",
    "2026-06-30T13:30Z",
    "Winter time may be half an hour after summer time",
  ],
]

const calendar: readonly Row[] = [
  ["leap-day", "2028-02-29", "Europe/Berlin", "2028-02-28T23:00Z", "A leap year has a 29th of February"],
  ["leap-century", "2000-02-29", "UTC", "2000-02-29T00:00Z", "Each fourth century has a leap day"],
  ["no-leap-century", "2100-02-29", "UTC", "none", "The centuries between have no leap day"],
  ["no-leap-year", "2026-02-29", "Europe/Berlin", "none", "A common year has no 29th of February"],
  ["day-31-of-30", "2026-11-31", "UTC", "none", "A date that the calendar has not does not roll over"],
  ["first-date", "1000-01-01", "UTC", "1000-01-01T00:00Z", "The first year is 1000"],
  ["before-first-date", "0999-12-31", "UTC", "none", "A year does not begin with 0"],
  ["year-10000", "10000-01-01", "UTC", "none", "A year has four digits"],
]

const malformed: readonly Row[] = [
  ["short", "2026-1-4", "UTC", "none", "Month and day have two digits"],
  ["slashes", "12/04/2026", "UTC", "none", "No other order of day, month and year is guessed at"],
  ["with-time", "2026-12-04T00:00", "UTC", "none", "A date carries no time"],
  ["with-line-end", "2026-12-04\n", "UTC", "none", "A line end after a date is not dropped"],
  ["other-digits", "٢٠٢٦-١٢-٠٤", "UTC", "none", "Digits are those of ASCII"],
  ["empty", "", "UTC", "none", "Nothing is no date"],
  ["zone-of-mars", "2026-12-04", "Mars/Olympus", "none", "An unknown zone has no dates; UTC does not stand in for it"],
  ["zone-empty", "2026-12-04", "", "none", "Nothing is no zone, and not the machine's own"],
  ["zone-offset", "2026-12-04", "+02:00", "none", "An offset is no zone"],
  ["zone-abbreviation", "2026-12-04", "CEST", "none", "An abbreviation of a summer time is no zone"],
]

const rows = [
  ...wholeHours,
  ...clocksChangeLater,
  ...withoutMidnight,
  ...withTwoMidnights,
  ...aroundTheDateLine,
  ...farAndUneven,
  ...calendar,
  ...malformed,
]

/** The first instants of local dates. */
export const firstInstants = suite({
  description:
    "The first instant of a date in a time zone; null for what is no date, no zone, or a date that was skipped.",
  answer: ({ date, timeZone }: LocalDate) => ({ startsAt: startOfLocalDate(date, timeZone) ?? null }),
  brief: ({ startsAt }) => briefInstant(startsAt),
  cases: rows.map(([id, date, timeZone, says, title]): Case<LocalDate> => {
    return { id, title, input: { date, timeZone }, says }
  }),
})
