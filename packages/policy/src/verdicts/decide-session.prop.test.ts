import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, activities, assurances, instants, sessionUsers } from "../../test/arbitraries.js"
import { type DecideSessionInput, decideSession } from "./decide-session.js"
import type { SessionVerdict } from "./session.js"

const facts = fc.record({
  account: accounts,
  user: sessionUsers,
  assurance: fc.option(assurances),
  activity: activities,
})
type Facts = Omit<DecideSessionInput, "now">
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

/** What the server has recorded by the time that a verdict is asked for; an answer about a past that changes is no answer. */
function recordedBy({ user, activity }: Facts): number {
  return Math.max(user.enrolledAt ?? 0, activity?.startedAt ?? 0)
}

/** What a host goes by; what an ended session's other reasons say may grow. */
const essenceOf = ({ kind, capabilities, mustEndBy, reasons }: SessionVerdict) => ({
  kind,
  capabilities,
  mustEndBy,
  deciding: reasons[0],
})

it("the verdict stays as it is until nextChangeAt, and for ever without one", () => {
  fc.assert(
    fc.property(facts, instants, instants, (session, now, later) => {
      fc.pre(now >= recordedBy(session))
      const verdict = decideSession({ ...session, now })
      fc.pre(later >= now && (verdict.nextChangeAt === null || later < verdict.nextChangeAt))
      expect(essenceOf(decideSession({ ...session, now: later }))).toEqual(essenceOf(verdict))
    }),
    runs,
  )
})

it("the verdict is another one at nextChangeAt, and not an instant earlier", () => {
  fc.assert(
    fc.property(facts, instants, (session, now) => {
      fc.pre(now >= recordedBy(session))
      const verdict = decideSession({ ...session, now })
      const { nextChangeAt } = verdict
      if (nextChangeAt === null) return
      expect(nextChangeAt).toBeGreaterThan(now)
      const essenceAt = (at: number) => essenceOf(decideSession({ ...session, now: at }))
      expect(essenceAt(nextChangeAt - 1)).toEqual(essenceOf(verdict))
      expect(essenceAt(nextChangeAt)).not.toEqual(essenceOf(verdict))
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
