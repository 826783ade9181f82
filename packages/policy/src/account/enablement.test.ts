import { describe, expect, it } from "vitest"
import { v42, v43 } from "../../test/groups.js"
import type { Reason } from "../reasons/reason.js"
import type { Readiness } from "../updates/readiness.js"
import { newAccountRules } from "./account-rules.js"
import { type EnableTwoFactorInput, enableTwoFactor } from "./enablement.js"

const now = Date.parse("2026-11-24T09:00:00Z")
const later = now + 3_600_000
const friday = { date: "2026-12-04", timeZone: "Europe/Berlin" }
const blocker: Reason = {
  code: "group-below-minimum",
  params: { groupId: "a", effective: v42, minimum: v43 },
  source: { kind: "account" },
}
const blocked: Readiness = { kind: "blocked", blockers: [blocker], total: 1, warnings: [], remediation: null }
const noGroups: Reason = { code: "no-device-groups", params: {}, source: { kind: "account" } }
const nobody = { kind: "none", users: 3 } as const

const input: EnableTwoFactorInput = {
  account: newAccountRules(),
  readiness: { kind: "ready", warnings: [] },
  people: { kind: "unknown" },
  forcedLogout: friday,
  enablementId: "e1",
  by: { userId: "ada" },
  actingAdmin: "enrolled",
  override: false,
  now,
}
const enable = (change: Partial<EnableTwoFactorInput> = {}) => enableTwoFactor({ ...input, ...change })
const enabled = (change: Partial<EnableTwoFactorInput> = {}) => {
  const answer = enable(change)
  if (answer.kind === "refused") throw new Error(JSON.stringify(answer.reasons))
  return answer
}
const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code)
const refusal = (change: Partial<EnableTwoFactorInput>) => {
  const answer = enable(change)
  return answer.kind === "refused" ? codes(answer.reasons) : answer.kind
}

describe("enabling", () => {
  it("begins an enablement, with the date and the instant that it stands for", () => {
    expect(enable()).toEqual({
      kind: "enabled",
      changed: true,
      account: {
        ...newAccountRules(),
        enablements: 1,
        twoFactor: {
          kind: "on",
          enablementId: "e1",
          enabledAt: now,
          enabledBy: { userId: "ada" },
          forcedLogout: friday,
          forcedLogoutAt: Date.parse("2026-12-03T23:00:00Z"),
          stages: [],
        },
      },
      warnings: [],
    })
  })

  it("is refused by the blockers where readiness is required, unless an admin insists", () => {
    expect(refusal({ readiness: blocked })).toEqual(["group-below-minimum"])
    expect(enabled({ readiness: blocked, override: true }).warnings).toEqual([blocker])
  })

  it("turns the blockers into warnings where readiness only warns", () => {
    const account = newAccountRules({ readiness: "warn" })
    expect(enabled({ account, readiness: blocked }).warnings).toEqual([blocker])
  })

  it("warns an admin who has not enrolled, or refuses where that is asked for", () => {
    const strict = newAccountRules({ requireEnrolledAdmin: true })
    expect(codes(enabled({ actingAdmin: "not-enrolled" }).warnings)).toEqual(["acting-admin-not-enrolled"])
    expect(refusal({ account: strict, actingAdmin: "not-enrolled", override: true })).toEqual([
      "acting-admin-not-enrolled",
    ])
    expect(enabled({ account: strict, actingAdmin: "system" }).warnings).toEqual([])
    expect(enabled({ account: strict, actingAdmin: "enrolled" }).warnings).toEqual([])
  })

  it("is refused to an admin who could not sign in again, whoever insists", () => {
    expect(refusal({ actingAdmin: "cannot-enroll" })).toEqual(["acting-admin-cannot-enroll"])
    const account = newAccountRules({ requireEnrolledAdmin: true, readiness: "warn" })
    expect(enable({ account, actingAdmin: "cannot-enroll", override: true })).toMatchObject({
      kind: "refused",
      reasons: [{ code: "acting-admin-cannot-enroll", source: { kind: "user" } }],
    })
  })

  it("is refused when none of those whom it binds could enroll, unless an admin insists", () => {
    const reason = { code: "nobody-can-enroll", params: { users: 3 }, source: { kind: "user" } }
    expect(enable({ people: nobody })).toEqual({ kind: "refused", reasons: [reason] })
    expect(enabled({ people: nobody, override: true }).warnings).toEqual([reason])
    expect(enabled({ people: { kind: "some" } }).warnings).toEqual([])
  })

  it("warns when there is no date, and of what the readiness warns of", () => {
    const ready: Readiness = { kind: "ready", warnings: [noGroups] }
    expect(codes(enabled({ forcedLogout: null, readiness: ready }).warnings)).toEqual([
      "no-device-groups",
      "unbounded-deferral",
    ])
    expect(enabled({ readiness: { ...blocked, warnings: [noGroups] }, override: true }).warnings).toEqual([
      blocker,
      noGroups,
    ])
  })

  it("counts the enablements, and from the second on warns that the 14 days begin again", () => {
    const before = (enablements: number) => ({ ...newAccountRules(), enablements })
    expect(enabled({ account: before(0) }).warnings).toEqual([])
    const second = enabled({ account: before(1) })
    expect(second.account.enablements).toBe(2)
    expect(second.warnings).toEqual([{ code: "window-restarted", params: { times: 2 }, source: { kind: "account" } }])
    expect(enabled({ account: before(6) }).warnings).toMatchObject([{ params: { times: 7 } }])
  })

  it.each([undefined, true, "tomorrow", {}, { date: "2026-12-04" }, { timeZone: "UTC" }])(
    "is refused, and begins nothing, with what is no wish for a date, whether two-factor is on or off: %j",
    (wish) => {
      const forcedLogout = wish as never
      expect(enable({ forcedLogout })).toMatchObject({ kind: "refused" })
      for (const date of [friday, null, "now" as const]) {
        const { account } = enabled({ forcedLogout: date })
        expect(enable({ account, forcedLogout })).toMatchObject({ kind: "refused" })
      }
    },
  )

  it("names all that stands in the way at once", () => {
    const account = newAccountRules({ requireEnrolledAdmin: true })
    const forcedLogout = { ...friday, date: "2027-01-01" }
    const stages = [{ begins: { ...friday, date: "2026-11-23" } }]
    const all = { account, readiness: blocked, people: nobody, actingAdmin: "not-enrolled" } as const
    const objections = ["group-below-minimum", "nobody-can-enroll", "acting-admin-not-enrolled"]
    expect(refusal({ ...all, forcedLogout, stages })).toEqual(["date-too-late", "date-in-past", ...objections])
    expect(refusal({ ...all, forcedLogout })).toEqual(["date-too-late", ...objections])
    expect(refusal({ ...all, stages })).toEqual(["date-in-past", ...objections])
  })
})

describe("enabling again", () => {
  const again = (
    first: EnableTwoFactorInput["forcedLogout"],
    second: EnableTwoFactorInput["forcedLogout"],
    at = later,
  ) => {
    const { account } = enabled({ forcedLogout: first })
    return {
      account,
      answer: enable({ account, forcedLogout: second, enablementId: "e2", by: { userId: "bob" }, now: at }),
    }
  }

  it.each([[friday], [null], ["now" as const]])("with the same date changes nothing: %j", (date) => {
    const { account, answer } = again(date, date)
    expect(answer).toMatchObject({ kind: "enabled", changed: false })
    expect(answer.kind === "enabled" && answer.account).toBe(account)
  })

  it("with the same date is no failure after the date has come", () => {
    expect(again(friday, friday, Date.parse("2026-12-24T00:00:00Z")).answer).toMatchObject({ changed: false })
  })

  it("warns again: the first answer may have been lost", () => {
    const again = { forcedLogout: null, readiness: { kind: "ready", warnings: [noGroups] } } as const
    const { account } = enabled({ ...again, account: { ...newAccountRules(), enablements: 1 } })
    expect(codes(enabled({ ...again, account }).warnings)).toEqual([
      "no-device-groups",
      "window-restarted",
      "unbounded-deferral",
    ])
  })

  it("warns of a short notice until the forced logout comes, and never after", () => {
    const midnight = Date.parse("2026-12-03T23:00:00Z")
    const { account } = enabled()
    const warnings = (at: number) => codes(enabled({ account, now: at }).warnings)
    expect(warnings(midnight - 1)).toEqual(["short-notice"])
    expect(warnings(midnight)).toEqual([])
    expect(warnings(midnight + 60 * 86_400_000)).toEqual([])
  })

  it("warns of a logout at once when this call sets it, and not when it is asked for once more", () => {
    const atOnce = enabled({ forcedLogout: "now" })
    expect(codes(atOnce.warnings)).toEqual(["short-notice"])
    expect(codes(enabled({ account: atOnce.account, forcedLogout: "now" }).warnings)).toEqual([])
  })

  it.each([
    ["another date", friday, { ...friday, date: "2026-12-05" }],
    ["another zone", friday, { ...friday, timeZone: "Europe/London" }],
    ["no date", friday, null],
    ["a first date", null, friday],
    ["now", friday, "now" as const],
    ["now, without a date before", null, "now" as const],
  ])("with %s sets the date of the same enablement", (_, first, second) => {
    const { answer } = again(first, second)
    expect(answer).toMatchObject({
      kind: "enabled",
      changed: true,
      account: { twoFactor: { enablementId: "e1", enabledAt: now, enabledBy: { userId: "ada" } } },
    })
    const date = second === "now" ? { date: "2026-11-24", timeZone: "UTC" } : second
    expect(answer).toMatchObject({ account: { twoFactor: { forcedLogout: date } } })
  })

  it("with another date is refused as setForcedLogout refuses it", () => {
    expect(again("now", friday).answer).toMatchObject({ kind: "refused", reasons: [{ code: "forced-logout-fired" }] })
  })

  it("asks for neither readiness, nor people who can enroll, nor an enrolled admin, and warns of what is missing", () => {
    const { account } = enabled({ account: newAccountRules({ requireEnrolledAdmin: true }) })
    const warnings = (actingAdmin: "not-enrolled" | "cannot-enroll") =>
      codes(enabled({ account, readiness: blocked, people: nobody, actingAdmin }).warnings)
    const others = ["group-below-minimum", "nobody-can-enroll"]
    expect(warnings("not-enrolled")).toEqual([...others, "acting-admin-not-enrolled"])
    expect(warnings("cannot-enroll")).toEqual([...others, "acting-admin-cannot-enroll"])
  })

  it("warns last of a clock before the enablement, and answers as if it were after", () => {
    const { account } = enabled()
    expect(codes(enabled({ account, now }).warnings)).toEqual([])
    expect(enabled({ account, now: now - 1 })).toMatchObject({
      changed: false,
      warnings: [{ code: "clock-before-enablement", params: { enabledAt: now }, source: { kind: "account" } }],
    })
    expect(codes(enabled({ account, forcedLogout: null, now: now - 1 }).warnings)).toEqual([
      "unbounded-deferral",
      "clock-before-enablement",
    ])
  })
})
