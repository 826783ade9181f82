import { expect, test } from "vitest"
import { noon, stage } from "../../test/arbitraries.js"
import { newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import { type DecideSessionInput, decideSession } from "./decide-session.js"

const sound = { method: "primary-only", signedInAt: noon, epoch: 0, notBound: null, excusedUntil: null } as const
const decide = (assurance: object, now = noon) =>
  decideSession({
    account: newAccountRules(),
    user: { epoch: 0, epochRaisedBy: null, enrolledAt: null, exemptUntil: null, exemptedAt: null },
    assurance: { ...sound, ...assurance },
    activity: { startedAt: noon - 1 },
    now,
  })

test("an assurance that can be read goes on", () => expect(decide({}).kind).toBe("continue"))

test.each([
  { signedInAt: Number.NaN },
  { signedInAt: Number.POSITIVE_INFINITY },
  { signedInAt: "2026-11-24" },
  { method: "password" },
  { notBound: undefined },
  { notBound: "admin" },
  { excusedUntil: undefined },
  { excusedUntil: Number.NaN },
  { excusedUntil: Number.POSITIVE_INFINITY },
  { excusedUntil: "2026-11-24" },
])("an assurance with %j means logout, and never passes for one that nothing ends", (change) => {
  expect(decide(change)).toMatchObject({ kind: "logout", reasons: [{ code: "assurance-invalid" }] })
})

test("a time that is none means logout", () => {
  expect(decide({}, Number.NaN)).toMatchObject({ kind: "logout", reasons: [{ code: "assurance-invalid" }] })
})

const on: TwoFactorOn = {
  kind: "on",
  enablementId: "e1",
  enabledAt: noon - 1,
  enabledBy: { system: "test" },
  forcedLogout: { date: "2026-11-24", timeZone: "UTC" },
  forcedLogoutAt: noon,
  stages: [],
}
const ann = { epoch: 0, epochRaisedBy: null, enrolledAt: null, exemptUntil: null, exemptedAt: null } as const
const unreadable = [Number.NaN, Number.POSITIVE_INFINITY, "2026-11-24", undefined, {}] as never[]
const decideFor = (change: Partial<DecideSessionInput>) =>
  decideSession({
    account: { ...newAccountRules(), twoFactor: on },
    user: ann,
    assurance: { ...sound, signedInAt: noon - 2 },
    activity: null,
    now: noon,
    ...change,
  })

test.each(unreadable)("an exemption that ends at no instant keeps no session: %j", (exemptUntil) => {
  expect(decideFor({ user: { ...ann, exemptUntil, exemptedAt: noon - 2 } }).kind).toBe("logout")
})

test.each([Number.NaN, "2026-11-24", undefined, {}] as never[])(
  "a forced logout at no instant has come: %j",
  (forcedLogoutAt) => {
    const account = { ...newAccountRules(), twoFactor: { ...on, forcedLogoutAt } }
    expect(decideFor({ account }).kind).toBe("logout")
  },
)

test.each([Number.NaN, "2026-11-24", undefined] as never[])(
  "an earlier forced logout at no instant ended every session: %j",
  (lastForcedLogoutAt) => {
    const undated = { ...on, forcedLogout: null, forcedLogoutAt: null }
    const account = { ...newAccountRules(), twoFactor: undated, lastForcedLogoutAt }
    expect(decideFor({ account }).kind).toBe("logout")
  },
)

test.each([Number.NaN, "two", undefined] as never[])("a drain of no length is over: %j", (maxDrainHours) => {
  const account = { ...newAccountRules({ maxDrainHours }), twoFactor: on }
  expect(decideFor({ account, activity: { startedAt: noon - 1 } }).kind).toBe("logout")
})

test("a stage that begins at no instant keeps no session", () => {
  const stages = [{ ...stage(noon, { userIds: ["ann"] }), beginsAt: Number.NaN }]
  const account = { ...newAccountRules(), twoFactor: { ...on, stages } }
  expect(decideFor({ account, user: { ...ann, userId: "ann" } }).kind).toBe("logout")
})
