import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, instants, sessionUsers } from "../../test/arbitraries.js"
import { decideSession } from "../verdicts/decide-session.js"
import { decideSignIn } from "../verdicts/decide-sign-in.js"
import type { AssuranceFacts } from "../verdicts/session.js"
import { planReminders } from "./reminder-schedule.js"

const password: AssuranceFacts = {
  method: "primary-only",
  signedInAt: 0,
  epoch: 0,
  notBound: null,
  excusedUntil: null,
}

it("the logout that a user is reminded of is when the last session ends of those with a password alone that end", () => {
  const late = { dated: 0, undated: 0 }
  fc.assert(
    fc.property(accounts, sessionUsers, instants, (rules, facts, now) => {
      const { twoFactor } = rules
      fc.pre(twoFactor.kind === "on")
      const { forcedLogoutAt, enabledAt } = twoFactor
      // What begins before enabling begins under no excuse.
      fc.pre(forcedLogoutAt !== null || now >= enabledAt)
      // What is known now is what has happened by now.
      fc.pre(facts.exemptedAt === null || facts.exemptedAt <= now)
      const account = { ...rules, lastForcedLogoutAt: null }
      const user = { ...facts, epoch: 0 }
      const { userId = "zoe", deviceGroupId } = facts
      const schedule = planReminders(account, { ...facts, userId, deviceGroupId, state: "not-enrolled" })
      // Without a date and an excuse nothing ends, and nobody is let in with a password alone.
      const logoutAt = schedule?.logoutAt ?? Number.NEGATIVE_INFINITY

      const signIn = decideSignIn({
        account,
        user: { ...user, hasFactor: false, isService: false, primary: "password", hasLocalPassword: true },
        client: { platform: "web" },
        minimum: null,
        now,
      })
      // Without a date, what began before goes on: of that there is nothing to tell.
      const sessions = forcedLogoutAt === null ? [] : [password]
      if (signIn.kind === "allow") sessions.push({ ...password, signedInAt: now, excusedUntil: signIn.nextChangeAt })
      const goesOn = sessions.some(
        (assurance) => decideSession({ account, user, assurance, activity: null, now }).kind === "continue",
      )
      if (logoutAt > (forcedLogoutAt ?? 0)) late[forcedLogoutAt === null ? "undated" : "dated"] += 1
      expect(goesOn).toBe(now < logoutAt)
    }),
    { numRuns: 2000 },
  )
  expect(Math.min(late.dated, late.undated)).toBeGreaterThan(0)
})
