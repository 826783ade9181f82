import { describe, expect, it } from "vitest"
import { hour } from "../../test/arbitraries.js"
import { v42, v43 } from "../../test/groups.js"
import { noPeople, type PeopleCounts } from "../people/count-people.js"
import type { Reason } from "../reasons/reason.js"
import { type AccountRules, newAccountRules } from "./account-rules.js"
import { enableTwoFactor } from "./enablement.js"
import { type PreviewEnableInput, previewEnable } from "./preview-enable.js"

const now = Date.parse("2026-11-24T09:00:00Z")
const utc = (date: string) => ({ date, timeZone: "UTC" })
const people: PeopleCounts = {
  ...noPeople,
  total: 10,
  enrolled: 4,
  enrolling: 2,
  notEnrolled: 4,
  admins: 2,
  adminsAbleToHelp: 2,
}
const blocker: Reason = {
  code: "group-below-minimum",
  params: { groupId: "a", effective: v42, minimum: v43 },
  source: { kind: "account" },
}
const blocked = { kind: "blocked", blockers: [blocker], total: 1, warnings: [], remediation: null } as const

const input: PreviewEnableInput = {
  account: newAccountRules(),
  readiness: { kind: "ready", warnings: [] },
  people,
  forcedLogout: utc("2026-11-26"),
  enablementId: "e1",
  by: { userId: "ada" },
  actingAdmin: "enrolled",
  now,
}
const preview = (change: Partial<PreviewEnableInput> = {}) => previewEnable({ ...input, ...change })
const enabled = (forcedLogout: PreviewEnableInput["forcedLogout"], at = now): AccountRules => {
  const answer = enableTwoFactor({ ...input, people: { kind: "unknown" }, override: false, forcedLogout, now: at })
  if (answer.kind === "refused") throw new Error("refused")
  return answer.account
}
const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code)

describe("a preview of enabling", () => {
  it("holds the answer, the dates and the exposure, and changes nothing", () => {
    const { exposureByDate, ...rest } = preview()
    expect(rest).toEqual({
      outcome: { kind: "enabled", changed: true, account: enabled(utc("2026-11-26")), warnings: [] },
      refusals: [],
      warnings: [],
      forcedLogoutAt: Date.parse("2026-11-26T00:00:00Z"),
      firstDate: "2026-11-24",
      lastDate: "2026-12-08",
      exposureUserHours: 6 * 39,
    })
    expect(exposureByDate).toHaveLength(15)
    expect(input.account.twoFactor.kind).toBe("off")
  })

  it("names what refuses, and what to know about people all the same", () => {
    const { refusals, warnings } = preview({ readiness: blocked, people: { ...people, admins: 1 } })
    expect(refusals).toEqual([blocker])
    expect(codes(warnings)).toEqual(["only-one-admin"])
  })

  it("warns of what enabling warns of first, then of people", () => {
    const { warnings } = preview({ readiness: blocked, override: true, people: { ...people, buildUnknown: 1 } })
    expect(codes(warnings)).toEqual(["group-below-minimum", "clients-unknown"])
  })

  it("is refused when none of those who are bound could enroll, unless an admin would insist", () => {
    const locked = { ...noPeople, total: 3, notEnrolled: 3, withoutEmail: 3, admins: 2, adminsAbleToHelp: 2 }
    expect(codes(preview({ people: locked }).refusals)).toEqual(["nobody-can-enroll"])
    expect(codes(preview({ people: locked, override: true }).warnings)).toEqual(["nobody-can-enroll", "no-email"])
  })

  it("says that nobody was counted, and refuses nobody for it", () => {
    expect(preview({ people: null })).toMatchObject({
      outcome: { kind: "enabled" },
      warnings: [{ code: "directory-missing", source: { kind: "product" } }],
      exposureUserHours: null,
      exposureByDate: [],
      lastDate: "2026-12-08",
    })
  })

  it("takes stages, as enabling does", () => {
    const begins = utc("2026-12-01")
    expect(preview({ stages: [{ begins }] }).outcome).toMatchObject({
      account: { twoFactor: { stages: [{ begins }] } },
    })
    expect(preview({ stages: [{ begins: utc("2026-12-09") }] }).refusals).toMatchObject([{ code: "date-too-late" }])
  })
})

describe("the instant of the forced logout in a preview", () => {
  const wednesday = Date.parse("2026-11-25T00:00:00Z")

  it("is that of the wish, also where something else refuses", () => {
    const wish = { forcedLogout: utc("2026-11-25"), readiness: blocked }
    expect(preview(wish)).toMatchObject({ forcedLogoutAt: wednesday, exposureUserHours: 6 * 15 })
    const on = enabled(utc("2026-11-26"))
    expect(preview({ ...wish, account: on })).toMatchObject({ forcedLogoutAt: wednesday })
  })

  it("is none without a date, and for a date that cannot be had", () => {
    for (const forcedLogout of [null, utc("2027-01-01")]) {
      expect(preview({ forcedLogout })).toMatchObject({ forcedLogoutAt: null, exposureUserHours: null })
    }
  })

  it("is none where two-factor is on and the date that is asked for cannot be had", () => {
    const on = enabled(utc("2026-11-25"))
    expect(preview({ account: on, forcedLogout: utc("2027-01-01") })).toMatchObject({ forcedLogoutAt: null })
    expect(preview({ account: enabled("now"), forcedLogout: utc("2026-11-26"), now: now + hour })).toMatchObject({
      outcome: { kind: "refused", reasons: [{ code: "forced-logout-fired" }] },
      forcedLogoutAt: null,
    })
  })

  it("is that of the wish where two-factor is on and something else refuses", () => {
    const stages = [{} as never]
    const asked = (forcedLogout: PreviewEnableInput["forcedLogout"]) =>
      preview({ account: enabled(utc("2026-11-25")), forcedLogout, stages })
    expect(asked(utc("2026-11-25"))).toMatchObject({ outcome: { kind: "refused" }, forcedLogoutAt: wednesday })
    expect(asked(utc("2026-11-26"))).toMatchObject({ forcedLogoutAt: wednesday + 24 * hour })
    expect(asked({} as never)).toMatchObject({ forcedLogoutAt: null })
  })
})

describe("the exposure", () => {
  it("is nothing for now, and for a forced logout that has come", () => {
    expect(preview({ forcedLogout: "now" })).toMatchObject({ forcedLogoutAt: now, exposureUserHours: 0 })
    const fired = enabled("now")
    const later = preview({ account: fired, forcedLogout: "now", now: now + hour })
    expect(later).toMatchObject({ forcedLogoutAt: now, exposureUserHours: 0, exposureByDate: [] })
  })

  it("is counted for each date that can be chosen, in the account's zone", () => {
    const account = newAccountRules({ timeZone: "Europe/Berlin" })
    const { exposureByDate, firstDate, lastDate } = preview({ account })
    expect([exposureByDate[0]?.date, exposureByDate[14]?.date]).toEqual([firstDate, lastDate])
    expect(exposureByDate[0]).toEqual({ date: "2026-11-24", forcedLogoutAt: now, userHours: 0 })
    expect(exposureByDate[1]).toEqual({
      date: "2026-11-25",
      forcedLogoutAt: Date.parse("2026-11-24T23:00:00Z"),
      userHours: 6 * 14,
    })
  })

  it("is counted for the dates that are left where two-factor is on", () => {
    const dates = (at: number) => preview({ account: enabled(null), now: at }).exposureByDate.map(({ date }) => date)
    expect(dates(Date.parse("2026-12-06T12:00:00Z"))).toEqual(["2026-12-06", "2026-12-07", "2026-12-08"])
    expect(dates(Date.parse("2026-12-20T12:00:00Z"))).toEqual(["2026-12-20"])
  })

  it("ends with the forced logout: from then on no date can be chosen", () => {
    const account = enabled(utc("2026-11-26"))
    const midnight = Date.parse("2026-11-26T00:00:00Z")
    expect(preview({ account, now: midnight - 1 }).exposureByDate).toHaveLength(14)
    expect(preview({ account, now: midnight }).exposureByDate).toEqual([])
  })

  it("leaves out a date that the zone skipped", () => {
    const account = newAccountRules({ timeZone: "Pacific/Apia" })
    const { exposureByDate } = preview({ account, now: Date.parse("2011-12-29T12:00:00Z"), forcedLogout: null })
    const dates = exposureByDate.map(({ date }) => date)
    expect(dates.slice(0, 3)).toEqual(["2011-12-29", "2011-12-31", "2012-01-01"])
    expect(dates).toHaveLength(14)
  })
})

describe("an account whose zone is not known", () => {
  const account = newAccountRules({ timeZone: "Mars/Olympus" })

  it("has no dates to choose from, and the rest of the answer", () => {
    expect(preview({ account })).toMatchObject({
      outcome: { kind: "enabled" },
      firstDate: null,
      lastDate: null,
      exposureUserHours: 6 * 39,
      exposureByDate: [],
    })
  })
})

describe("a clock that shows no time with a date", () => {
  it.each([Number.NaN, Number.NEGATIVE_INFINITY, 8.64e15])("leaves nothing to choose from: %d", (clock) => {
    const refusal = { kind: "refused", reasons: [{ code: "clock-unreadable" }] }
    const nothing = {
      firstDate: null,
      lastDate: null,
      forcedLogoutAt: null,
      exposureUserHours: null,
      exposureByDate: [],
    }
    for (const account of [newAccountRules(), enabled("now"), enabled(utc("2026-11-25"))]) {
      expect(preview({ account, now: clock })).toMatchObject({ outcome: refusal, ...nothing })
    }
  })
})
