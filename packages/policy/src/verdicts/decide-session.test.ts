import { describe, expect, it } from "vitest"
import { causes, hour, noon } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import { type DecideSessionInput, decideSession } from "./decide-session.js"
import type { AssuranceFacts, SessionUserFacts } from "./session.js"

const enabledAt = noon
const midnight = noon + 12 * hour
const enablement: TwoFactorOn = {
  kind: "on",
  enablementId: "e1",
  enabledAt,
  enabledBy: { system: "test" },
  forcedLogout: { date: "2026-11-25", timeZone: "UTC" },
  forcedLogoutAt: midnight,
  stages: [],
}
const off = newAccountRules()
const on: AccountRules = { ...off, twoFactor: enablement }
const undated: AccountRules = { ...off, twoFactor: { ...enablement, forcedLogout: null, forcedLogoutAt: null } }
const capped = (account: AccountRules, maxDrainHours: number): AccountRules => ({
  ...account,
  settings: { ...account.settings, maxDrainHours },
})
const ann: SessionUserFacts = { epoch: 0, epochRaisedBy: null, enrolledAt: null, exemptUntil: null, exemptedAt: null }
const password: AssuranceFacts = {
  method: "primary-only",
  signedInAt: enabledAt - hour,
  epoch: 0,
  notBound: null,
  excusedUntil: null,
}
const call = { startedAt: noon }

const decide = (change: Partial<DecideSessionInput> = {}) =>
  decideSession({ account: on, user: ann, assurance: password, activity: null, now: noon, ...change })
const codes = (change: Partial<DecideSessionInput>) => decide(change).reasons.map(({ code }) => code)
const all = { hostSession: true, connectUnattended: true, inviteOthers: true, finishSession: true, administer: true }
const none = {
  hostSession: false,
  connectUnattended: false,
  inviteOthers: false,
  finishSession: false,
  administer: false,
}

describe("a password-only session from before two-factor was switched on", () => {
  it("keeps everything until the forced logout, and not longer", () => {
    expect(decide({ now: midnight - 1 })).toEqual({
      kind: "continue",
      capabilities: all,
      reasons: [{ code: "signed-in-before-enablement", params: { enabledAt }, source: { kind: "account" } }],
      nextChangeAt: midnight,
      mustEndBy: midnight,
    })
    expect(decide({ now: midnight })).toEqual({
      kind: "logout",
      capabilities: none,
      reasons: [{ code: "forced-logout", params: { at: midnight }, source: { kind: "account" } }],
      nextChangeAt: null,
      mustEndBy: null,
    })
  })

  it("lasts where there is no date", () => {
    expect(decide({ account: undated, now: midnight })).toMatchObject({
      kind: "continue",
      nextChangeAt: null,
      mustEndBy: null,
    })
  })

  it("lets a support session that began before the forced logout end, and start nothing new", () => {
    expect(decide({ now: midnight, activity: { startedAt: midnight - 1 } })).toEqual({
      kind: "drain",
      drainEndsAt: null,
      capabilities: { ...none, finishSession: true },
      reasons: [
        { code: "forced-logout", params: { at: midnight }, source: { kind: "account" } },
        { code: "activity-running", params: { since: midnight - 1 }, source: { kind: "user" } },
      ],
      nextChangeAt: null,
      mustEndBy: null,
    })
  })

  it("does not drain for what began at the forced logout or after it", () => {
    expect(decide({ now: midnight, activity: { startedAt: midnight } }).kind).toBe("logout")
    expect(decide({ now: midnight + hour, activity: { startedAt: midnight + 1 } }).kind).toBe("logout")
  })

  it("drains no longer than the account allows, counted from the forced logout", () => {
    const draining = { account: capped(on, 2), activity: call }
    const ends = midnight + 2 * hour
    expect(decide({ ...draining, now: ends - 1 })).toMatchObject({
      kind: "drain",
      drainEndsAt: ends,
      nextChangeAt: ends,
      mustEndBy: ends,
    })
    expect(decide({ ...draining, now: ends }).kind).toBe("logout")
    expect(decide({ account: capped(on, 0), activity: call, now: midnight }).kind).toBe("logout")
  })
})

describe("a password-only session from after two-factor was switched on", () => {
  const since = (signedInAt: number, account = undated) =>
    decide({ account, assurance: { ...password, signedInAt }, now: midnight - 1, activity: { startedAt: noon } })

  it("is nobody's, with a date and without: its user had to enroll", () => {
    for (const account of [on, undated]) {
      expect(since(enabledAt + 1, account)).toMatchObject({
        kind: "logout",
        reasons: [{ code: "required-by-account", params: { enabledAt }, source: { kind: "account" } }],
      })
      // Of the very instant of enabling there are only those that were let in before it.
      for (const early of [enabledAt, enabledAt - 1]) expect(since(early, account).kind).toBe("continue")
    }
  })
})

describe("an earlier forced logout", () => {
  const again: AccountRules = { ...undated, lastForcedLogoutAt: noon - 6 * hour }
  const old = { ...password, signedInAt: noon - 6 * hour - 1 }

  it("keeps the sessions ended that it ended, of its instant too, when two-factor is switched on again", () => {
    expect(codes({ account: again, assurance: old })).toEqual(["forced-logout"])
    const since = (signedInAt: number) => decide({ account: again, assurance: { ...old, signedInAt } }).kind
    expect([-1, 0, 1].map((later) => since(noon - 6 * hour + later))).toEqual(["logout", "logout", "continue"])
  })

  it("says nothing while two-factor is off", () => {
    expect(decide({ account: { ...off, lastForcedLogoutAt: noon - 6 * hour }, assurance: old }).kind).toBe("continue")
  })

  it("has happened, also for a clock that shows a time before it or before the enablement", () => {
    for (const now of [enabledAt - 1, noon - 6 * hour - 1]) {
      expect(codes({ account: again, assurance: old, now })).toEqual(["forced-logout", "clock-before-enablement"])
      expect(decide({ account: again, assurance: old, now }).kind).toBe("logout")
    }
  })

  it("lets a support session drain that began while two-factor was off", () => {
    const account = capped(again, 2)
    const draining = decide({ account, assurance: old, activity: { startedAt: noon - 1 }, now: noon + hour })
    expect(draining).toMatchObject({ kind: "drain", drainEndsAt: enabledAt + 2 * hour })
    expect(decide({ account, assurance: old, activity: { startedAt: noon } }).kind).toBe("logout")
  })

  it("waits for no exemption: an exempt user signs in once more", () => {
    const user = { ...ann, exemptUntil: noon + hour, exemptedAt: noon - 12 * hour }
    expect(codes({ account: again, user, assurance: old })).toEqual(["forced-logout"])
  })
})

describe("a clock before the enablement", () => {
  const remark = { code: "clock-before-enablement", params: { enabledAt }, source: { kind: "account" } }
  const early = { now: enabledAt - 1 }

  it("changes nothing, and every answer says so last", () => {
    expect(decide(early)).toEqual({ ...decide(), reasons: [...decide().reasons, remark] })
    expect(decide({ ...early, assurance: null })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "assurance-missing" }, remark],
    })
    expect(codes({ now: enabledAt })).toEqual(["signed-in-before-enablement"])
  })

  it("is none where two-factor is off", () => {
    expect(codes({ ...early, account: off })).toEqual(["two-factor-off"])
  })
})

describe("who is not bound by the forced logout", () => {
  it.each(["totp", "recovery-code"] as const)("a session that proved a second factor: %s", (method) => {
    expect(decide({ assurance: { ...password, method }, now: midnight })).toEqual({
      kind: "continue",
      capabilities: all,
      reasons: [{ code: "factor-active", params: {}, source: { kind: "user" } }],
      nextChangeAt: null,
      mustEndBy: null,
    })
  })

  it("anybody where two-factor is off", () => {
    expect(decide({ account: off, now: midnight })).toMatchObject({
      kind: "continue",
      reasons: [{ code: "two-factor-off", source: { kind: "account" } }],
    })
  })

  it.each(["service-user", "sso-user"] as const)("a %s", (notBound) => {
    expect(decide({ assurance: { ...password, notBound }, now: midnight })).toMatchObject({
      kind: "continue",
      reasons: [{ code: notBound }],
      mustEndBy: null,
    })
  })

  it("an exempt user, until the exemption ends", () => {
    const exempt = (exemptUntil: number) => ({ ...ann, exemptUntil, exemptedAt: enabledAt })
    expect(decide({ user: exempt(midnight + hour), now: midnight })).toMatchObject({
      kind: "continue",
      reasons: [{ code: "exempt", params: { until: midnight + hour } }],
      nextChangeAt: midnight + hour,
      mustEndBy: midnight + hour,
    })
    expect(decide({ user: exempt(midnight + hour), now: midnight + hour }).kind).toBe("logout")
    expect(decide({ user: exempt(noon + hour), now: noon })).toMatchObject({
      nextChangeAt: noon + hour,
      mustEndBy: midnight,
    })
    expect(decide({ user: exempt(noon + hour), now: midnight }).kind).toBe("logout")
    expect(decide({ account: undated, user: exempt(midnight), now: noon })).toMatchObject({ mustEndBy: null })
  })

  it("an exempt user's support session, which drains when the exemption ends", () => {
    const user = { ...ann, exemptUntil: midnight + 6 * hour, exemptedAt: enabledAt }
    const draining = { account: capped(on, 2), user, activity: { startedAt: midnight + hour } }
    expect(decide({ ...draining, now: midnight + 6 * hour })).toMatchObject({
      kind: "drain",
      drainEndsAt: midnight + 8 * hour,
    })
  })
})

describe("a change of the user's epoch", () => {
  const raised = (epochRaisedBy: SessionUserFacts["epochRaisedBy"], change: Partial<SessionUserFacts> = {}) => ({
    user: { ...ann, epoch: 1, epochRaisedBy, enrolledAt: noon + hour, ...change },
    now: noon + 2 * hour,
  })

  it.each(causes)("ends older sessions: %s", (by) => {
    expect(decide(raised(by))).toMatchObject({
      kind: "logout",
      capabilities: none,
      reasons: [{ code: "epoch-raised", params: { by }, source: { kind: "user" } }],
    })
    expect(decide({ ...raised(by), account: off }).kind).toBe("logout")
  })

  it.each(causes.filter((by) => by !== "enrolled"))("drains nothing: %s", (by) => {
    expect(decide({ ...raised(by), activity: call }).kind).toBe("logout")
  })

  it("by one's own first enrollment drains what began before it", () => {
    expect(decide({ ...raised("enrolled"), activity: call })).toMatchObject({
      kind: "drain",
      drainEndsAt: null,
      capabilities: { ...none, finishSession: true },
      reasons: [{ code: "epoch-raised", params: { by: "enrolled" } }, { code: "activity-running" }],
    })
    expect(decide({ ...raised("enrolled"), activity: { startedAt: noon + hour } }).kind).toBe("logout")
  })

  it("by one's own first enrollment drains for as long as the account allows, counted from the enrollment", () => {
    const draining = { ...raised("enrolled"), account: capped(on, 3), activity: call }
    expect(decide(draining)).toMatchObject({ kind: "drain", drainEndsAt: noon + 4 * hour })
    expect(decide({ ...draining, now: noon + 4 * hour }).kind).toBe("logout")
  })

  it("by one's own first enrollment drains nothing where nobody knows when that was", () => {
    expect(decide({ ...raised("enrolled", { enrolledAt: null }), activity: call }).kind).toBe("logout")
  })

  it("by enrolling buys no time after a forced logout", () => {
    const user = { ...ann, epoch: 1, epochRaisedBy: "enrolled", enrolledAt: midnight + hour } as const
    const enrolledLate = { account: capped(on, 2), user, now: midnight + hour }
    expect(decide({ ...enrolledLate, activity: call })).toMatchObject({
      kind: "drain",
      drainEndsAt: midnight + 2 * hour,
    })
    expect(decide({ ...enrolledLate, activity: { startedAt: midnight } }).kind).toBe("logout")
    expect(codes(enrolledLate)).toEqual(["epoch-raised", "forced-logout"])
  })

  it("by enrolling drains nothing of a session that is two epochs old", () => {
    expect(decide({ ...raised("enrolled", { epoch: 2 }), activity: call }).kind).toBe("logout")
  })

  it("is never continued, even when clocks disagree on when it was", () => {
    expect(decide({ ...raised("enrolled", { enrolledAt: noon + 9 * hour }) }).kind).toBe("logout")
  })
})

describe("an assurance", () => {
  it("that is missing means logout, whatever the account says", () => {
    const missing = { kind: "logout", capabilities: none, reasons: [{ code: "assurance-missing" }] }
    expect(decide({ assurance: null, activity: call })).toMatchObject(missing)
    expect(decide({ assurance: null, account: off })).toMatchObject(missing)
  })

  it("of an epoch that the user never had means logout", () => {
    expect(codes({ assurance: { ...password, epoch: 1 }, activity: call })).toEqual(["assurance-invalid"])
    expect(codes({ user: { ...ann, epoch: 1 }, activity: call })).toEqual(["assurance-invalid"])
    const user = { ...ann, epoch: 1, epochRaisedBy: "enrolled" } as const
    expect(codes({ user, assurance: { ...password, epoch: 2 } })).toEqual(["assurance-invalid"])
    expect(decide({ assurance: { ...password, epoch: 1 }, activity: call }).kind).toBe("logout")
  })
})
