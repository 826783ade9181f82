import { expect, test } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { newAccountRules } from "../account/account-rules.js"
import { decideSession } from "./decide-session.js"

const sound = { method: "primary-only", signedInAt: noon, epoch: 0, notBound: null } as const
const decide = (assurance: object, now = noon) =>
  decideSession({
    account: newAccountRules(),
    user: { epoch: 0, epochRaisedBy: null, exemptUntil: null },
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
])("an assurance with %j means logout, and never passes for one that nothing ends", (change) => {
  expect(decide(change)).toMatchObject({ kind: "logout", reasons: [{ code: "assurance-invalid" }] })
})

test("a time that is none means logout", () => {
  expect(decide({}, Number.NaN)).toMatchObject({ kind: "logout", reasons: [{ code: "assurance-invalid" }] })
})
