import { describe, expect, it } from "vitest"
import { type AccountRules, newAccountRules } from "./account-rules.js"
import { type ForcedLogout, forcedLogoutBounds } from "./forced-logout.js"
import { setForcedLogout } from "./set-forced-logout.js"

const at = (iso: string) => Date.parse(iso)
const enabledAt = at("2026-11-24T09:00:00Z")
const berlin = (date: string) => ({ date, timeZone: "Europe/Berlin" })

const account: AccountRules = {
  ...newAccountRules({ timeZone: "America/New_York" }),
  twoFactor: {
    kind: "on",
    enablementId: "e1",
    enabledAt,
    enabledBy: { userId: "ada" },
    forcedLogout: null,
    forcedLogoutAt: null,
    stages: [],
  },
}
const set = (forcedLogout: ForcedLogout | null, now = enabledAt, from = account) =>
  setForcedLogout({ account: from, forcedLogout, now })
const scheduled = (forcedLogout: ForcedLogout | null, now = enabledAt, from = account) => {
  const answer = set(forcedLogout, now, from)
  if (answer.kind === "refused" || answer.account.twoFactor.kind === "off") throw new Error(JSON.stringify(answer))
  const { forcedLogout: date, forcedLogoutAt } = answer.account.twoFactor
  return { date, at: forcedLogoutAt, warnings: answer.warnings }
}
const refusedFor = (code: string, params: object) => ({
  kind: "refused",
  reasons: [{ code, params, source: { kind: "account" } }],
})

describe("setForcedLogout", () => {
  it("takes a date for its first instant in the zone that it names", () => {
    expect(scheduled(berlin("2026-12-04"))).toEqual({
      date: berlin("2026-12-04"),
      at: at("2026-12-03T23:00:00Z"),
      warnings: [],
    })
  })

  it("changes nothing else", () => {
    const answer = set(berlin("2026-12-04"))
    expect(answer).toMatchObject({
      account: { ...account, twoFactor: { enablementId: "e1", enabledAt, enabledBy: { userId: "ada" } } },
    })
  })

  it("allows the 14th day after enabling and not the 15th", () => {
    expect(scheduled(berlin("2026-12-08")).at).toBe(at("2026-12-07T23:00:00Z"))
    expect(set(berlin("2026-12-09"))).toEqual(refusedFor("date-too-late", { lastDate: "2026-12-08" }))
  })

  it("counts the 14 days from enabling, not from the edit", () => {
    const later = at("2026-12-01T09:00:00Z")
    expect(scheduled(berlin("2026-12-08"), later).at).toBe(at("2026-12-07T23:00:00Z"))
    expect(set(berlin("2026-12-09"), later)).toMatchObject({ reasons: [{ code: "date-too-late" }] })
  })

  it("counts them on the calendar of the zone", () => {
    const kiritimati = { date: "2026-12-08", timeZone: "Pacific/Kiritimati" }
    const lateEvening = at("2026-11-24T11:00:00Z")
    const from: AccountRules = { ...account, twoFactor: { ...account.twoFactor, enabledAt: lateEvening } as never }
    // It is 01:00 on the 25th there.
    expect(scheduled({ ...kiritimati, date: "2026-12-09" }, lateEvening, from).at).toBe(at("2026-12-08T10:00:00Z"))
    expect(set({ ...kiritimati, date: "2026-11-24" }, lateEvening, from)).toEqual(
      refusedFor("date-in-past", { firstDate: "2026-11-25" }),
    )
  })

  it("refuses a date that is over", () => {
    expect(set(berlin("2026-11-23"))).toEqual(refusedFor("date-in-past", { firstDate: "2026-11-24" }))
  })

  it("takes today for now, so that what began this morning may drain", () => {
    expect(scheduled(berlin("2026-11-24"))).toMatchObject({ date: berlin("2026-11-24"), at: enabledAt })
  })

  it("writes now down as today's date in the account's zone", () => {
    const night = at("2026-11-25T03:00:00Z")
    expect(scheduled("now", night)).toMatchObject({
      date: { date: "2026-11-24", timeZone: "America/New_York" },
      at: night,
    })
  })

  it("still lets everybody be signed out when the 14 days are over", () => {
    const later = at("2027-01-10T09:00:00Z")
    expect(scheduled("now", later).at).toBe(later)
    expect(scheduled(berlin("2027-01-10"), later).at).toBe(later)
    expect(set(berlin("2027-01-11"), later)).toEqual(refusedFor("date-too-late", { lastDate: "2027-01-10" }))
  })

  it.each(["2026-12-32", "2026-11-31", "12/04/2026", "2026-12-04T00:00", ""])(
    "refuses %j, which is no date",
    (date) => {
      expect(set(berlin(date))).toEqual(refusedFor("date-malformed", {}))
    },
  )

  it("refuses an unknown zone, in the date and in the account", () => {
    const lost = { ...account, settings: { ...account.settings, timeZone: "Mars/Olympus" } }
    const refusal = refusedFor("time-zone-unknown", { timeZone: "Mars/Olympus" })
    expect(set({ date: "2026-12-04", timeZone: "Mars/Olympus" })).toEqual(refusal)
    expect(set("now", enabledAt, lost)).toEqual(refusal)
  })

  it.each([undefined, true, 14, "tomorrow", ""])("refuses what is no wish, as it may come out of JSON: %j", (wish) => {
    expect(set(wish as never)).toEqual(refusedFor("date-malformed", {}))
  })

  it.each([
    {},
    ["2026-12-04", "Europe/Berlin"],
    { date: "2026-12-04" },
    { date: "2026-12-04", timeZone: null },
    { date: "2026-12-04", timeZone: ["UTC"] },
  ])("refuses a date without the name of a zone, and takes no zone for granted: %j", (wish) => {
    expect(set(wish as never)).toEqual(refusedFor("time-zone-unknown", { timeZone: "" }))
  })

  it("takes nothing from a prototype", () => {
    expect(set(Object.create(berlin("2026-12-04")))).toEqual(refusedFor("time-zone-unknown", { timeZone: "" }))
    expect(set(Object.assign(Object.create({ date: "2026-12-04" }), { timeZone: "UTC" }))).toEqual(
      refusedFor("date-malformed", {}),
    )
  })

  it.each([
    { timeZone: "UTC" },
    { date: null, timeZone: "UTC" },
    { date: 20261204, timeZone: "UTC" },
    { date: ["2026-12-04"], timeZone: "UTC" },
  ])("refuses a zone without a date: %j", (wish) => {
    expect(set(wish as never)).toEqual(refusedFor("date-malformed", {}))
  })

  it("saves of a date nothing but the date and its zone", () => {
    const wish = { ...berlin("2026-12-04"), note: "from a form" }
    expect(scheduled(wish).date).toEqual(berlin("2026-12-04"))
  })

  it("clears the date, and warns that sessions then last", () => {
    expect(scheduled(null)).toEqual({
      date: null,
      at: null,
      warnings: [{ code: "unbounded-deferral", params: {}, source: { kind: "account" } }],
    })
  })

  it("warns when there is less than a day", () => {
    const midnight = at("2026-12-03T23:00:00Z")
    const hours = (notice: number) =>
      scheduled(berlin("2026-12-04"), midnight - notice).warnings.map(({ code, params }) => [code, params])
    expect(hours(24 * 3_600_000)).toEqual([])
    expect(hours(24 * 3_600_000 - 1)).toEqual([["short-notice", { hours: 23 }]])
    expect(hours(1)).toEqual([["short-notice", { hours: 0 }]])
  })

  it("warns when it signs everybody out by this very call", () => {
    const warnings = [{ code: "short-notice", params: { hours: 0 }, source: { kind: "account" } }]
    expect(scheduled("now").warnings).toEqual(warnings)
    expect(scheduled(berlin("2026-11-24")).warnings).toEqual(warnings)
  })

  it("cannot be changed once it has come", () => {
    const set1 = set(berlin("2026-12-04"))
    if (set1.kind === "refused") throw new Error("refused")
    const midnight = at("2026-12-03T23:00:00Z")
    expect(set(berlin("2026-12-05"), midnight - 1, set1.account).kind).toBe("saved")
    const fired = refusedFor("forced-logout-fired", { at: midnight })
    for (const wish of [berlin("2026-12-05"), null] as const) {
      expect(set(wish, midnight, set1.account)).toEqual(fired)
    }
  })

  it("warns of a clock before the enablement, counts today from that clock, and sets the date all the same", () => {
    const warnings = (now: number) => scheduled(berlin("2026-12-04"), now).warnings
    expect(warnings(enabledAt)).toEqual([])
    expect(warnings(enabledAt - 1)).toEqual([
      { code: "clock-before-enablement", params: { enabledAt }, source: { kind: "account" } },
    ])
    expect(scheduled("now", enabledAt - 1)).toMatchObject({
      at: enabledAt - 1,
      warnings: [{ code: "short-notice" }, { code: "clock-before-enablement" }],
    })
  })

  it("changes nothing when asked for what stands, by any name of the zone", () => {
    const kolkata = { date: "2026-12-04", timeZone: "Asia/Kolkata" }
    for (const [first, again] of [
      [null, null],
      [kolkata, kolkata],
      [kolkata, { ...kolkata, timeZone: "Asia/Calcutta" }],
    ] as const) {
      const saved = set(first)
      if (saved.kind === "refused") throw new Error("refused")
      const repeated = set(again, enabledAt + 60_000, saved.account)
      expect(repeated).toMatchObject({ kind: "saved", changed: false, warnings: saved.warnings })
      expect(repeated).toHaveProperty("account", saved.account)
    }
  })

  it("takes another zone for another date where the date begins at another instant", () => {
    const saved = set(berlin("2026-12-04"))
    if (saved.kind === "refused") throw new Error("refused")
    const moved = set({ date: "2026-12-04", timeZone: "UTC" }, enabledAt, saved.account)
    expect(moved).toMatchObject({ kind: "saved", changed: true })
  })

  it("changes nothing when asked again for now, or for the date that has come, and warns of nothing that is over", () => {
    const saved = set("now")
    if (saved.kind === "refused") throw new Error("refused")
    for (const wish of ["now", { date: "2026-11-24", timeZone: "America/New_York" }] as const) {
      expect(set(wish, enabledAt + 60_000, saved.account)).toEqual({
        kind: "saved",
        changed: false,
        account: saved.account,
        warnings: [],
      })
    }
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -62_135_596_800_000, "2026-11-24"])(
    "counts nothing from a clock that shows %j",
    (now) => {
      const refusal = {
        kind: "refused",
        reasons: [{ code: "clock-unreadable", params: {}, source: { kind: "product" } }],
      }
      expect(set("now", now as never)).toEqual(refusal)
      const on = { ...account, twoFactor: { ...account.twoFactor, enabledAt: now } as never }
      expect(set("now", enabledAt, on)).toEqual(refusal)
    },
  )

  it("needs two-factor on", () => {
    expect(set("now", enabledAt, newAccountRules())).toEqual(refusedFor("not-enabled", {}))
  })
})

describe("forcedLogoutBounds", () => {
  const bounds = (now: string, timeZone = "Europe/Berlin") => forcedLogoutBounds({ enabledAt, now: at(now), timeZone })

  it("are today and the 14th day after enabling", () => {
    expect(bounds("2026-11-24T09:00:00Z")).toEqual({ firstDate: "2026-11-24", lastDate: "2026-12-08" })
    expect(bounds("2026-11-30T23:00:00Z")).toEqual({ firstDate: "2026-12-01", lastDate: "2026-12-08" })
  })

  it("are today alone when the 14 days are over", () => {
    expect(bounds("2026-12-08T23:00:00Z")).toEqual({ firstDate: "2026-12-09", lastDate: "2026-12-09" })
  })

  it("cannot be told for an unknown zone", () => {
    expect(() => bounds("2026-11-24T09:00:00Z", "Mars/Olympus")).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT" }),
    )
  })
})
