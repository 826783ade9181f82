import { describe, expect, it } from "vitest"
import { stage } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "./account-rules.js"
import { disableTwoFactor } from "./disable-two-factor.js"

const enabledAt = Date.parse("2026-11-24T09:00:00Z")
const midnight = Date.parse("2026-12-04T00:00:00Z")
const on: TwoFactorOn = {
  kind: "on",
  enablementId: "e1",
  enabledAt,
  enabledBy: { userId: "ada" },
  forcedLogout: { date: "2026-12-04", timeZone: "UTC" },
  forcedLogoutAt: midnight,
  stages: [stage(midnight + 1, { userIds: ["ann"] })],
}
const account: AccountRules = { ...newAccountRules(), twoFactor: on, enablements: 2 }
const disable = (from: AccountRules, now: number) => disableTwoFactor({ account: from, now })

describe("disableTwoFactor", () => {
  it("keeps everything else, and remembers a forced logout that has fired", () => {
    expect(disable(account, midnight)).toEqual({
      kind: "disabled",
      account: { ...newAccountRules(), enablements: 2, lastForcedLogoutAt: midnight },
      warnings: [],
    })
  })

  it("forgets one that has not fired", () => {
    expect(disable(account, midnight - 1)).toMatchObject({ account: { lastForcedLogoutAt: null } })
    const undated: AccountRules = { ...account, twoFactor: { ...on, forcedLogout: null, forcedLogoutAt: null } }
    expect(disable(undated, midnight)).toMatchObject({ account: { lastForcedLogoutAt: null } })
  })

  it("remembers the latest of several", () => {
    const before = (lastForcedLogoutAt: number) => ({ ...account, lastForcedLogoutAt })
    expect(disable(before(enabledAt - 1), midnight)).toMatchObject({ account: { lastForcedLogoutAt: midnight } })
    expect(disable(before(midnight + 5), midnight)).toMatchObject({ account: { lastForcedLogoutAt: midnight + 5 } })
    expect(disable(before(enabledAt - 1), midnight - 1)).toMatchObject({
      account: { lastForcedLogoutAt: enabledAt - 1 },
    })
  })

  it("warns of a clock before the enablement, and disables all the same", () => {
    expect(disable(account, enabledAt)).toMatchObject({ kind: "disabled", warnings: [] })
    expect(disable(account, enabledAt - 1)).toMatchObject({
      kind: "disabled",
      account: { twoFactor: { kind: "off" } },
      warnings: [{ code: "clock-before-enablement", params: { enabledAt }, source: { kind: "account" } }],
    })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "2026-11-24"])(
    "is refused by a clock that shows %j: what has fired could not be told",
    (now) => {
      expect(disable(account, now as number)).toEqual({
        kind: "refused",
        reasons: [{ code: "clock-unreadable", params: {}, source: { kind: "product" } }],
      })
    },
  )

  it("is refused while two-factor is off", () => {
    expect(disable(newAccountRules(), midnight)).toMatchObject({ kind: "refused", reasons: [{ code: "not-enabled" }] })
  })
})
