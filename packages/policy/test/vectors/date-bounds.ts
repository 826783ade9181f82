import { type ForcedLogoutBoundsInput, forcedLogoutBounds } from "../../src/index.js"
import { at } from "./brief.js"
import { type Case, suite } from "./suite.js"

type Row = readonly [id: string, enabled: string, now: string, timeZone: string, says: string, title: string]

const berlin = "Europe/Berlin"
const newYork = "America/New_York"
const enabled = "2026-11-24T09:00Z"

const rows: readonly Row[] = [
  [
    "enabling",
    enabled,
    enabled,
    berlin,
    "2026-11-24 to 2026-12-08",
    "A date can be chosen from today to the 14th day after enabling, both included",
  ],
  [
    "a-week-later",
    enabled,
    "2026-12-01T09:00Z",
    berlin,
    "2026-12-01 to 2026-12-08",
    "The 14 days count from enabling, whenever one asks",
  ],
  ["day-14", enabled, "2026-12-08T09:00Z", berlin, "2026-12-08 to 2026-12-08", "On the 14th day only that day is left"],
  [
    "day-14-ends",
    enabled,
    "2026-12-08T22:59:59.999Z",
    berlin,
    "2026-12-08 to 2026-12-08",
    "The 14th day lasts to its last millisecond in the zone",
  ],
  ["day-15", enabled, "2026-12-08T23:00Z", berlin, "2026-12-09 to 2026-12-09", "After the 14 days only today is left"],
  [
    "long-after",
    enabled,
    "2027-01-10T09:00Z",
    berlin,
    "2027-01-10 to 2027-01-10",
    "Today is left however long ago the enabling was",
  ],
  [
    "enabled-at-midnight",
    "2026-11-23T23:00Z",
    "2026-11-23T23:00Z",
    berlin,
    "2026-11-24 to 2026-12-08",
    "Midnight belongs to the day that begins",
  ],
  [
    "enabled-before-midnight",
    "2026-11-23T22:59:59.999Z",
    "2026-11-23T22:59:59.999Z",
    berlin,
    "2026-11-23 to 2026-12-07",
    "The millisecond before midnight belongs to the day that ends",
  ],
  [
    "kiritimati",
    "2026-11-24T11:00Z",
    "2026-11-24T11:00Z",
    "Pacific/Kiritimati",
    "2026-11-25 to 2026-12-09",
    "Days are those of the zone, where it is tomorrow",
  ],
  [
    "pago-pago",
    "2026-11-24T10:59Z",
    "2026-11-24T10:59Z",
    "Pacific/Pago_Pago",
    "2026-11-23 to 2026-12-07",
    "Days are those of the zone, where it is yesterday",
  ],
  [
    "kathmandu",
    "2026-11-24T18:15Z",
    "2026-11-24T18:15Z",
    "Asia/Kathmandu",
    "2026-11-25 to 2026-12-09",
    "Days begin with the minute that the zone has",
  ],
  [
    "clocks-go-back",
    "2026-10-20T04:00Z",
    "2026-10-20T04:00Z",
    newYork,
    "2026-10-20 to 2026-11-03",
    "Days are counted on the calendar, however many hours they have",
  ],
  [
    "turn-of-the-year",
    "2026-12-24T12:00Z",
    "2026-12-24T12:00Z",
    berlin,
    "2026-12-24 to 2027-01-07",
    "The 14 days go on in the next year",
  ],
  [
    "leap-year",
    "2028-02-20T12:00Z",
    "2028-02-20T12:00Z",
    berlin,
    "2028-02-20 to 2028-03-05",
    "The leap day is one of the 14",
  ],
  [
    "skipped-date",
    "2011-12-20T12:00Z",
    "2011-12-20T12:00Z",
    "Pacific/Apia",
    "2011-12-20 to 2012-01-03",
    "A date that the zone skipped is one of the 14 days all the same",
  ],
]

/** The dates that can be chosen for a forced logout. */
export const bounds = suite({
  description: "The first and the last date that can be chosen for a forced logout, on the calendar of a known zone.",
  answer: (input: ForcedLogoutBoundsInput) => forcedLogoutBounds(input),
  brief: ({ firstDate, lastDate }) => `${firstDate} to ${lastDate}`,
  cases: rows.map(([id, enabled, now, timeZone, says, title]): Case<ForcedLogoutBoundsInput> => {
    return { id, title, input: { enabledAt: at(enabled), now: at(now), timeZone }, says }
  }),
})
