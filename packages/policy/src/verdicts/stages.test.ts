import { describe, expect, it } from "vitest"
import { hour, noon, stage } from "../../test/arbitraries.js"
import { v42, v43 } from "../../test/groups.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import type { ScheduledStage } from "../account/stage.js"
import { type DecideSessionInput, decideSession } from "./decide-session.js"
import { type DecideSignInInput, decideSignIn } from "./decide-sign-in.js"
import type { UserFacts } from "./user-facts.js"

const beginsAt = noon + 6 * hour
const midnight = noon + 12 * hour
const enablement: TwoFactorOn = {
  kind: "on",
  enablementId: "e1",
  enabledAt: noon,
  enabledBy: { system: "test" },
  forcedLogout: null,
  forcedLogoutAt: null,
  stages: [stage(midnight, { deviceGroupIds: ["berlin"] }), stage(beginsAt, { userIds: ["ann"] })],
}
const account: AccountRules = { ...newAccountRules(), twoFactor: enablement }
const ann: UserFacts = {
  epoch: 0,
  epochRaisedBy: null,
  hasFactor: false,
  enrolledAt: null,
  exemptUntil: null,
  exemptedAt: null,
  userId: "ann",
  isService: false,
  primary: "password",
  hasLocalPassword: true,
}
const notBegun = (at: number, index: number) => ({
  code: "stage-not-begun",
  params: { beginsAt: at },
  source: { kind: "stage", index },
})

describe("a sign-in of a user whose stage has not begun", () => {
  const decide = (user: Partial<UserFacts> = {}, change: Partial<DecideSignInInput> = {}) =>
    decideSignIn({
      account,
      user: { ...ann, ...user },
      client: { platform: "web" },
      minimum: null,
      now: noon,
      ...change,
    })

  it("is let in until the stage begins", () => {
    const letIn = { kind: "allow", reasons: [notBegun(beginsAt, 1)], nextChangeAt: beginsAt }
    expect(decide()).toEqual(letIn)
    expect(decide({}, { now: beginsAt - 1 })).toEqual(letIn)
    expect(decide({}, { now: beginsAt })).toMatchObject({
      kind: "enroll",
      reasons: [{ code: "required-by-account" }],
      nextChangeAt: null,
    })
  })

  it("counts the group that the user signs in from, and the earlier of group and user", () => {
    expect(decide({ userId: "bob", deviceGroupId: "berlin" }).reasons).toEqual([notBegun(midnight, 0)])
    expect(decide({ deviceGroupId: "berlin" }).nextChangeAt).toBe(beginsAt)
    expect(decide({ userId: "bob" }).kind).toBe("enroll")
    expect(decide({ userId: undefined }).kind).toBe("enroll")
  })

  it("is not judged by build, and is once the stage has begun", () => {
    const old = {
      client: { platform: "windows", build: "v4.2 b1400" },
      minimum: { minimum: v43, byPlatform: {} },
    } as const
    expect(decide({}, old).kind).toBe("allow")
    expect(decide({}, { ...old, now: beginsAt })).toMatchObject({
      kind: "update-client",
      reasons: [{ code: "build-below-minimum", params: { build: v42 } }],
      nextChangeAt: null,
    })
  })

  it("is challenged all the same where the user has a factor", () => {
    expect(decide({ hasFactor: true })).toMatchObject({ kind: "challenge", nextChangeAt: null })
  })

  it("names of an exemption and the stage the one that lasts longer; the exemption, when they end together", () => {
    const named = (exemptUntil: number) => {
      const { reasons, nextChangeAt } = decide({ exemptUntil })
      return [reasons[0].code, nextChangeAt]
    }
    expect(named(beginsAt - 1)).toEqual(["stage-not-begun", beginsAt])
    expect(named(beginsAt)).toEqual(["exempt", beginsAt])
    expect(named(beginsAt + 1)).toEqual(["exempt", beginsAt + 1])
  })

  it("has no new grace after a reset, nor after a removed factor: the user enrolls now", () => {
    for (const epochRaisedBy of ["reset", "removed", "erased"] as const) {
      expect(decide({ epoch: 3, epochRaisedBy }).kind).toBe("enroll")
      expect(decide({ epoch: 3, epochRaisedBy, exemptUntil: noon + 1 }).kind).toBe("allow")
    }
    for (const epochRaisedBy of ["primary-changed", "enrolled", "replaced"] as const) {
      expect(decide({ epoch: 3, epochRaisedBy }).kind).toBe("allow")
    }
  })
})

describe("a session of a user whose stage has not begun", () => {
  const forcedLogoutAt = noon + 3 * hour
  const dated = (at: number, stages: readonly ScheduledStage[] = enablement.stages): AccountRules => ({
    ...account,
    twoFactor: { ...enablement, forcedLogout: { date: "2026-11-25", timeZone: "UTC" }, forcedLogoutAt: at, stages },
  })
  const assurance = {
    method: "primary-only",
    signedInAt: noon - hour,
    epoch: 0,
    notBound: null,
    excusedUntil: null,
  } as const
  const decide = (change: Partial<DecideSessionInput> = {}) =>
    decideSession({ account: dated(forcedLogoutAt), user: ann, assurance, activity: null, now: noon, ...change })

  it("outlasts the forced logout until the stage begins", () => {
    expect(decide()).toMatchObject({
      kind: "continue",
      reasons: [notBegun(beginsAt, 1)],
      nextChangeAt: beginsAt,
      mustEndBy: beginsAt,
    })
    expect(decide({ now: beginsAt - 1 })).toEqual(decide())
    expect(decide({ now: beginsAt })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "forced-logout", params: { at: forcedLogoutAt } }],
    })
  })

  it("ends at the forced logout when that comes after the stage has begun", () => {
    const change = { account: dated(midnight) }
    expect(decide(change)).toMatchObject({ nextChangeAt: beginsAt, mustEndBy: midnight })
    expect(decide({ ...change, now: beginsAt })).toMatchObject({
      kind: "continue",
      reasons: [{ code: "signed-in-before-enablement" }],
      nextChangeAt: midnight,
    })
    expect(decide({ ...change, now: midnight }).kind).toBe("logout")
  })

  it("does not end without a date", () => {
    expect(decide({ account })).toMatchObject({ nextChangeAt: beginsAt, mustEndBy: null })
    expect(decide({ account, now: midnight })).toMatchObject({ kind: "continue", nextChangeAt: null })
  })

  it("drains what began before the stage", () => {
    expect(decide({ now: beginsAt, activity: { startedAt: beginsAt - 1 } }).kind).toBe("drain")
    expect(decide({ now: beginsAt, activity: { startedAt: beginsAt } }).kind).toBe("logout")
  })

  it("has no grace after a reset", () => {
    const user = { ...ann, epoch: 1, epochRaisedBy: "reset" } as const
    const change = { user, assurance: { ...assurance, epoch: 1 } }
    expect(decide(change)).toMatchObject({ kind: "continue", mustEndBy: forcedLogoutAt })
    expect(decide({ ...change, now: forcedLogoutAt }).kind).toBe("logout")
  })

  it("is bound by the next answer when the user has left the stage", () => {
    const now = forcedLogoutAt
    expect(decide({ now }).kind).toBe("continue")
    expect(decide({ now, user: { ...ann, userId: "bob" } }).kind).toBe("logout")
    expect(decide({ now, account: dated(forcedLogoutAt, []) }).kind).toBe("logout")
  })

  it("is kept by no stage when an earlier forced logout has ended it", () => {
    const outlived = { account: { ...account, lastForcedLogoutAt: noon - hour + 1 } }
    expect(decide(outlived)).toMatchObject({ kind: "logout", reasons: [{ code: "forced-logout" }] })
  })
})
