import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { v42, v43, v44 } from "../../test/groups.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import type { Client } from "../builds/client.js"
import type { MinimumRules } from "../builds/minimum.js"
import { decideSignIn } from "./decide-sign-in.js"
import type { UserFacts } from "./user-facts.js"

const off = newAccountRules()
const on: AccountRules = {
  ...off,
  twoFactor: {
    kind: "on",
    enablementId: "e1",
    enabledAt: noon - 1,
    enabledBy: { system: "test" },
    forcedLogout: null,
    forcedLogoutAt: null,
    stages: [],
  },
}
const ann: UserFacts = {
  epoch: 0,
  epochRaisedBy: null,
  hasFactor: false,
  enrolledAt: null,
  exemptUntil: null,
  exemptedAt: null,
  isService: false,
  primary: "password",
  hasLocalPassword: true,
}
const enrolled = { ...ann, hasFactor: true }
const web: Client = { platform: "web" }
const minimum: MinimumRules = { minimum: v43, byPlatform: {} }
const decide = (account: AccountRules, user: UserFacts, client: Client = web, rules: MinimumRules | null = minimum) =>
  decideSignIn({ account, user, client, minimum: rules, now: noon })
const because = (kind: string, code: string, params: object, source: string) => ({
  kind,
  reasons: [{ code, params, source: { kind: source } }],
  nextChangeAt: null,
})

describe("where two-factor is off", () => {
  it("users without a factor are let in", () => {
    expect(decide(off, ann)).toEqual(because("allow", "two-factor-off", {}, "account"))
  })
  it("an active factor still means a challenge", () => {
    expect(decide(off, enrolled)).toEqual(because("challenge", "factor-active", {}, "user"))
  })
  it("an old client is let in for a user without a factor, and has to be updated for one with a factor", () => {
    const old: Client = { platform: "windows", build: "v4.2 b1400" }
    expect(decide(off, ann, old).kind).toBe("allow")
    expect(decide(off, enrolled, old).kind).toBe("update-client")
  })
})

describe("where two-factor is on", () => {
  it("users without a factor enroll", () => {
    expect(decide(on, ann)).toEqual(because("enroll", "required-by-account", { enabledAt: noon - 1 }, "account"))
  })
  it("users with a factor are challenged", () => {
    expect(decide(on, enrolled)).toEqual(because("challenge", "factor-active", {}, "user"))
  })
  it("service users are let in", () => {
    expect(decide(on, { ...ann, isService: true })).toEqual(because("allow", "service-user", {}, "user"))
  })
  it("single sign-on is enough for users without a local password only", () => {
    const sso = { ...ann, primary: "sso" as const }
    expect(decide(on, { ...sso, hasLocalPassword: false })).toEqual(because("allow", "sso-user", {}, "user"))
    expect(decide(on, sso).kind).toBe("enroll")
    expect(decide(on, { ...sso, primary: "magic-link", hasLocalPassword: false }).kind).toBe("enroll")
  })
  it("an exempt user is let in until the exemption ends", () => {
    expect(decide(on, { ...ann, exemptUntil: noon + 1 })).toEqual({
      ...because("allow", "exempt", { until: noon + 1 }, "user"),
      nextChangeAt: noon + 1,
    })
    expect(decide(on, { ...ann, exemptUntil: noon }).kind).toBe("enroll")
  })
  it("users who joined after it was switched on enroll at their first sign-in, and those who were reset at their next", () => {
    expect(decide(on, { ...ann, userId: "new" }).kind).toBe("enroll")
    expect(decide(on, { ...ann, epoch: 2, epochRaisedBy: "reset" })).toEqual(
      because("enroll", "required-by-account", { enabledAt: noon - 1 }, "account"),
    )
  })
  it("what has changed about a user counts at once, as when an exempt one is made an admin and loses the exemption", () => {
    expect(decide(on, { ...ann, exemptUntil: noon + 1 }).kind).toBe("allow")
    expect(decide(on, ann).kind).toBe("enroll")
  })
  it("a clock before the enablement changes nothing, and the answer says so last", () => {
    const at = (enabledAt: number): AccountRules => ({
      ...on,
      twoFactor: { ...on.twoFactor, enabledAt } as TwoFactorOn,
    })
    const remark = { code: "clock-before-enablement", params: { enabledAt: noon + 1 }, source: { kind: "account" } }
    const codes = (user: UserFacts, client: Client = web) => decide(at(noon + 1), user, client).reasons
    expect(decide(at(noon), ann).reasons).toHaveLength(1)
    expect(codes(ann)).toEqual([expect.objectContaining({ code: "required-by-account" }), remark])
    expect(codes(enrolled)).toEqual([expect.objectContaining({ code: "factor-active" }), remark])
    expect(codes(ann, { platform: "mac" })).toEqual([expect.objectContaining({ code: "build-unknown" }), remark])
  })
  it("neither being a service user, nor single sign-on, nor an exemption excuses from a challenge", () => {
    const excused = { isService: true, primary: "sso", hasLocalPassword: false, exemptUntil: noon + 1 } as const
    expect(decide(on, { ...enrolled, ...excused }).kind).toBe("challenge")
  })
})

describe("the client's build", () => {
  const windows = (build?: string): Client => ({ platform: "windows", build })

  it("is judged before the challenge", () => {
    const verdict = because("update-client", "build-below-minimum", { build: v42, minimum: v43 }, "client")
    expect(decide(on, enrolled, windows("v4.2 b1400"))).toEqual(verdict)
    expect(decide(on, ann, windows("v4.2 b1400"))).toEqual(verdict)
  })
  it.each([
    ["a service user", { isService: true }],
    ["a user of single sign-on without a local password", { primary: "sso", hasLocalPassword: false }],
    ["an exempt user", { exemptUntil: noon + 1 }],
  ] as const)(
    "is not judged where no code is asked for, so that switching two-factor on stops nobody: %s",
    (_, facts) => {
      const user: UserFacts = { ...ann, ...facts }
      for (const build of ["v4.2 b1400", "latest", undefined]) {
        expect(decide(on, user, windows(build))).toEqual(decide(on, user))
        expect(decide(on, user, windows(build)).kind).toBe("allow")
        expect(decide(on, { ...user, hasFactor: true }, windows(build)).kind).toBe("update-client")
      }
    },
  )
  it("is not spoken of where no code is asked for, though an unknown one is allowed", () => {
    const { settings } = newAccountRules({ unknownBuild: "allow" })
    const { reasons } = decide({ ...on, settings }, { ...ann, isService: true }, windows())
    expect(reasons.map(({ code }) => code)).toEqual(["service-user"])
  })
  it("will do when it meets the minimum", () => {
    expect(decide(on, enrolled, windows("4.3, Build 1575")).kind).toBe("challenge")
  })
  it.each([undefined, "", "latest"])("is blocked when it cannot be read: %j", (build) => {
    expect(decide(on, enrolled, windows(build))).toEqual(
      because("update-client", "build-unknown", { minimum: v43 }, "client"),
    )
  })
  it("may be unknown where the account allows it, and the answer says so", () => {
    const lenient = newAccountRules({ unknownBuild: "allow" })
    const { kind, reasons } = decide({ ...on, settings: lenient.settings }, enrolled, windows())
    expect([kind, reasons.map(({ code }) => code)]).toEqual(["challenge", ["factor-active", "build-unknown"]])
    expect(decide({ ...on, settings: lenient.settings }, enrolled, windows("v4.2 b1400")).kind).toBe("update-client")
  })
  it("is not judged without a minimum, nor on platforms that are not listed", () => {
    expect(decide(on, enrolled, windows("v1 b1"), null).kind).toBe("challenge")
    expect(decide(on, enrolled, { platform: "ios", build: "v1 b1" }).kind).toBe("challenge")
  })
  it("is judged by the platform's own minimum where it is listed", () => {
    const rules: MinimumRules = { minimum: v43, byPlatform: { ios: v44, windows: null } }
    expect(decide(on, enrolled, { platform: "ios", build: "v4.3 b1575" }, rules)).toMatchObject({
      kind: "update-client",
      reasons: [{ params: { minimum: v44 } }],
    })
    expect(decide(on, enrolled, windows(), rules).kind).toBe("challenge")
  })
})
