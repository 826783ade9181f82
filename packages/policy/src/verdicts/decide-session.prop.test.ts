import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, activities, assurances, instants, sessionUsers } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import { disableTwoFactor, enableTwoFactor } from "../account/enablement.js"
import { decideSession } from "./decide-session.js"
import type { SessionVerdict } from "./session.js"

const facts = fc.record({
  account: accounts,
  user: sessionUsers,
  assurance: fc.option(assurances),
  activity: activities,
})
type Facts = typeof facts extends fc.Arbitrary<infer F> ? F : never
const strictness = { continue: 0, drain: 1, logout: 2 }
const allowed = ({ capabilities }: SessionVerdict) =>
  Object.entries(capabilities).flatMap(([name, yes]) => (yes ? [name] : []))
const runs = { numRuns: 2_000 }

it("a later now never loosens the verdict", () => {
  fc.assert(
    fc.property(facts, instants, instants, (session, one, other) => {
      const earlier = decideSession({ ...session, now: Math.min(one, other) })
      const later = decideSession({ ...session, now: Math.max(one, other) })
      expect(strictness[later.kind]).toBeGreaterThanOrEqual(strictness[earlier.kind])
      expect(allowed(earlier)).toEqual(expect.arrayContaining(allowed(later)))
    }),
    runs,
  )
})

/** What has happened by the time that a verdict is asked for; an answer about a future that changes is no answer. */
function pastOf({ account, user, assurance, activity }: Facts): number {
  const { twoFactor, lastForcedLogoutAt } = account
  const enabledAt = twoFactor.kind === "on" ? twoFactor.enabledAt : null
  const past = [enabledAt, lastForcedLogoutAt, user.enrolledAt, assurance?.signedInAt, activity?.startedAt]
  return Math.max(...past.map((at) => at ?? 0))
}

it("the verdict stays as it is until nextChangeAt", () => {
  fc.assert(
    fc.property(facts, instants, instants, (session, now, later) => {
      fc.pre(now >= pastOf(session))
      const verdict = decideSession({ ...session, now })
      fc.pre(later >= now && (verdict.nextChangeAt === null || later < verdict.nextChangeAt))
      expect(decideSession({ ...session, now: later }).kind).toBe(verdict.kind)
    }),
    runs,
  )
})

it("a session without a running activity is over at mustEndBy", () => {
  fc.assert(
    fc.property(facts, instants, (session, now) => {
      const { mustEndBy } = decideSession({ ...session, activity: null, now })
      if (mustEndBy === null) return
      expect(decideSession({ ...session, activity: null, now: mustEndBy - 1 }).kind).toBe("continue")
      expect(decideSession({ ...session, activity: null, now: mustEndBy }).kind).toBe("logout")
    }),
    runs,
  )
})

it("logout allows nothing, drain only to finish, and only while something runs", () => {
  fc.assert(
    fc.property(facts, instants, (session, now) => {
      const verdict = decideSession({ ...session, now })
      if (verdict.kind === "logout") expect(allowed(verdict)).toEqual([])
      if (verdict.kind === "drain")
        expect([allowed(verdict), session.activity]).toEqual([["finishSession"], expect.anything()])
    }),
    runs,
  )
})

it("switching off and on again revives no session that a forced logout ended", () => {
  const times = fc
    .uniqueArray(instants, { minLength: 4, maxLength: 4 })
    .map((four) => four.sort((a, b) => a - b) as [number, number, number, number])
  const enabling = {
    readiness: { kind: "ready" },
    noDeviceGroups: true,
    actingAdmin: "system",
    override: false,
  } as const
  const by = { system: "test" }
  fc.assert(
    fc.property(times, fc.boolean(), ([signedInAt, firedAt, disabledAt, now], dated) => {
      const enable = (account: AccountRules, forcedLogout: "now" | null, at: number) => {
        const answer = enableTwoFactor({ ...enabling, account, forcedLogout, enablementId: `e${at}`, by, now: at })
        if (answer.kind === "refused") throw new Error("refused")
        return answer.account
      }
      const disabled = disableTwoFactor({ account: enable(newAccountRules(), "now", firedAt), now: disabledAt })
      if (disabled.kind === "refused") throw new Error("refused")
      const account = enable(disabled.account, dated ? "now" : null, now)
      const verdict = decideSession({
        account,
        user: { epoch: 0, epochRaisedBy: null, exemptUntil: null },
        assurance: { method: "primary-only", signedInAt, epoch: 0, notBound: null },
        activity: null,
        now,
      })
      expect(verdict).toMatchObject({ kind: "logout", reasons: [{ code: "forced-logout", params: { at: firedAt } }] })
    }),
  )
})
