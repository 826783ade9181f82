import { describe, expect, it } from "vitest"
import { hour, noon, stage } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import { type DecideSessionInput, decideSession } from "./decide-session.js"
import type { AssuranceFacts, SessionUserFacts } from "./session.js"

const enabledAt = noon
const midnight = noon + 12 * hour
const until = noon + 6 * hour
const undatedOn: TwoFactorOn = {
  kind: "on",
  enablementId: "e1",
  enabledAt,
  enabledBy: { system: "test" },
  forcedLogout: null,
  forcedLogoutAt: null,
  stages: [],
}
const undated: AccountRules = { ...newAccountRules(), twoFactor: undatedOn }
const dated: AccountRules = {
  ...undated,
  twoFactor: { ...undatedOn, forcedLogout: { date: "2026-11-25", timeZone: "UTC" }, forcedLogoutAt: midnight },
}
const staged: AccountRules = { ...undated, twoFactor: { ...undatedOn, stages: [stage(until, { userIds: ["ann"] })] } }
const ann: SessionUserFacts = {
  epoch: 0,
  epochRaisedBy: null,
  enrolledAt: null,
  exemptUntil: null,
  exemptedAt: null,
  userId: "ann",
}
const exempt = (exemptUntil: number, exemptedAt: number | null = enabledAt) => ({ ...ann, exemptUntil, exemptedAt })
const password: AssuranceFacts = {
  method: "primary-only",
  signedInAt: enabledAt - hour,
  epoch: 0,
  notBound: null,
  excusedUntil: null,
}
const decide = (change: Partial<DecideSessionInput>) =>
  decideSession({ account: dated, user: ann, assurance: password, activity: null, now: noon, ...change })

describe("a session that began under an excuse", () => {
  const assurance = { ...password, signedInAt: enabledAt + 1, excusedUntil: until }
  const over = { kind: "logout", reasons: [{ code: "excuse-over", params: {}, source: { kind: "user" } }] }

  it.each([
    ["an exemption", { user: exempt(until) }],
    ["a stage", { account: staged }],
    ["an exemption, with a forced logout after it", { account: dated, user: exempt(until) }],
  ])("ends with it, with a date and without: %s", (_, change) => {
    const session = { account: undated, assurance, ...change }
    expect(decide({ ...session, now: until - 1 })).toMatchObject({
      kind: "continue",
      nextChangeAt: until,
      mustEndBy: until,
    })
    expect(decide({ ...session, now: until })).toMatchObject(over)
  })

  it("does not go on when the excuse is made longer, or another takes its place: that is for a new sign-in", () => {
    expect(decide({ user: exempt(midnight), assurance, now: until - 1 })).toMatchObject({ mustEndBy: until })
    expect(decide({ user: exempt(midnight), assurance, now: until })).toMatchObject(over)
  })

  it("ends earlier when the excuse is made shorter, and at once when it is taken away", () => {
    const shorter = { user: exempt(until - hour), assurance }
    expect(decide(shorter)).toMatchObject({ kind: "continue", mustEndBy: until - hour })
    expect(decide({ ...shorter, now: until - hour })).toMatchObject(over)
    expect(decide({ account: undated, assurance })).toMatchObject(over)
  })

  it("lets an activity drain that began before the end", () => {
    const session = { user: exempt(until), assurance, now: until }
    expect(decide({ ...session, activity: { startedAt: until - 1 } }).kind).toBe("drain")
    expect(decide({ ...session, activity: { startedAt: until } }).kind).toBe("logout")
  })

  it("lets an activity drain that began before the exemption was ended, and none that began after", () => {
    const ended = { account: undated, user: exempt(until - hour), assurance, now: until }
    expect(decide({ ...ended, activity: { startedAt: until - hour - 1 } }).kind).toBe("drain")
    expect(decide({ ...ended, activity: { startedAt: until - hour } }).kind).toBe("logout")
  })

  it("drains nothing where nobody knows since when the excuse is gone", () => {
    for (const startedAt of [enabledAt + 2, until, Number.NaN]) {
      expect(decide({ account: undated, assurance, activity: { startedAt } })).toMatchObject(over)
    }
  })

  it("stays over when its stage is moved on, and back again", () => {
    const rescheduled = (beginsAt: number, scheduledAt: number): AccountRules => ({
      ...staged,
      twoFactor: { ...undatedOn, stages: [{ ...stage(beginsAt, { userIds: ["ann"] }), scheduledAt }] },
    })
    const session = { assurance, now: enabledAt + hour }
    expect(decide({ ...session, account: rescheduled(until, enabledAt + 1) }).kind).toBe("continue")
    for (const account of [rescheduled(enabledAt + 2, enabledAt + 2), rescheduled(until, enabledAt + 3)]) {
      expect(decide({ ...session, account })).toMatchObject(over)
    }
    const drains = (startedAt: number) =>
      decide({ ...session, account: rescheduled(until, enabledAt + 3), activity: { startedAt } }).kind
    expect([drains(enabledAt + 2), drains(enabledAt + 3)]).toEqual(["drain", "logout"])
  })

  it("is kept by no exemption that was granted after the sign-in, and by no excuse of another enablement", () => {
    const later = { user: exempt(midnight, enabledAt + 2), assurance }
    expect(decide({ ...later, account: undated })).toMatchObject(over)
    const again: AccountRules = { ...staged, twoFactor: { ...staged.twoFactor, enabledAt: noon + 2 } as TwoFactorOn }
    for (const user of [ann, exempt(until)]) {
      expect(decide({ account: again, user, assurance, now: noon + 2 })).toMatchObject(over)
    }
    const drains = (startedAt: number) =>
      decide({ account: again, assurance, now: noon + 2, activity: { startedAt } }).kind
    expect([drains(noon + 1), drains(noon + 2)]).toEqual(["drain", "logout"])
    expect(decide({ account: staged, assurance: { ...assurance, signedInAt: enabledAt } }).kind).toBe("continue")
    expect(decide({ user: exempt(until, enabledAt + 1), assurance }).kind).toBe("continue")
  })

  it("is not concerned while two-factor is off, nor when it proved a second factor", () => {
    expect(decide({ account: newAccountRules(), assurance, now: until }).kind).toBe("continue")
    expect(decide({ assurance: { ...assurance, method: "totp" }, now: until }).kind).toBe("continue")
  })
})

describe("an exemption that is ended after the forced logout", () => {
  it("lets what was running drain, as the end of any excuse does", () => {
    const user = exempt(midnight + hour)
    const draining = { user, now: midnight + 2 * hour }
    expect(decide({ ...draining, activity: { startedAt: midnight + 1 } }).kind).toBe("drain")
    expect(decide({ ...draining, activity: { startedAt: midnight + hour } }).kind).toBe("logout")
  })
})

describe("an exemption that is granted", () => {
  const user = (exemptedAt: number | null) => exempt(midnight + 6 * hour, exemptedAt)

  it("before the forced logout keeps a session beyond it", () => {
    expect(decide({ user: user(midnight - 1), now: midnight })).toMatchObject({
      kind: "continue",
      mustEndBy: midnight + 6 * hour,
    })
  })

  it("at the forced logout or after it brings back no session", () => {
    for (const exemptedAt of [midnight, midnight + hour]) {
      expect(decide({ user: user(exemptedAt), now: midnight + 2 * hour })).toMatchObject({
        kind: "logout",
        reasons: [{ code: "forced-logout", params: { at: midnight } }],
      })
    }
  })

  it("nobody knows when keeps no session", () => {
    expect(decide({ user: user(null), now: midnight }).kind).toBe("logout")
  })

  it("before the stage of its user begins keeps a session beyond that", () => {
    const stages = [stage(midnight + hour, { userIds: ["ann"] })]
    const account: AccountRules = { ...dated, twoFactor: { ...dated.twoFactor, stages } as TwoFactorOn }
    const kept = (exemptedAt: number) => decide({ account, user: user(exemptedAt), now: midnight + hour }).kind
    expect(kept(midnight + hour - 1)).toBe("continue")
    expect(kept(midnight + hour)).toBe("logout")
  })

  it("to end before the forced logout shortens nothing", () => {
    for (const end of [midnight - 1, midnight]) {
      expect(decide({ user: exempt(end), now: midnight - 1 })).toMatchObject({ kind: "continue", mustEndBy: midnight })
      expect(decide({ user: exempt(end), now: midnight }).kind).toBe("logout")
    }
  })
})
