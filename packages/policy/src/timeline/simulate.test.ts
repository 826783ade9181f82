import { describe, expect, it, test, vi } from "vitest"
import { hour, noon } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import { decideSession } from "../verdicts/decide-session.js"
import { decideSignIn } from "../verdicts/decide-sign-in.js"
import { simulate } from "./simulate.js"

const account: AccountRules = {
  ...newAccountRules({ maxDrainHours: 2 }),
  twoFactor: {
    kind: "on",
    enablementId: "e1",
    enabledAt: noon,
    enabledBy: { userId: "ada" },
    forcedLogout: { date: "2026-11-25", timeZone: "UTC" },
    forcedLogoutAt: noon + 12 * hour,
    stages: [],
  },
}
const user = { epoch: 0, epochRaisedBy: null, enrolledAt: null, exemptUntil: null, exemptedAt: null }
const assurance = {
  method: "primary-only",
  signedInAt: noon - hour,
  epoch: 0,
  notBound: null,
  excusedUntil: null,
} as const

/** A rule that changes at the instants given, and nowhere else. */
const rule = (changes: readonly number[]) =>
  vi.fn((now: number) => ({ count: changes.filter((at) => at <= now).length, nextChangeAt: next(changes, now) }))
const next = (changes: readonly number[], now: number) => changes.find((at) => at > now) ?? null
const instantsOf = (steps: readonly { readonly at: number }[]) => steps.map(({ at }) => at)

describe("simulate", () => {
  it("tells the story of a session: on, draining at the forced logout, over when the drain ends", () => {
    const activity = { startedAt: noon + 11 * hour }
    const steps = simulate((now) => decideSession({ account, user, assurance, activity, now }), {
      from: noon,
      until: noon + 100 * hour,
    })
    expect(steps.map(({ at, verdict }) => [at, verdict.kind])).toEqual([
      [noon, "continue"],
      [noon + 12 * hour, "drain"],
      [noon + 14 * hour, "logout"],
    ])
  })

  it("tells what becomes of an exemption at the sign-in", () => {
    const facts = { hasFactor: false, isService: false, primary: "password", hasLocalPassword: true } as const
    const exempt = { ...user, ...facts, exemptUntil: noon + 5 * hour }
    const steps = simulate(
      (now) => decideSignIn({ account, user: exempt, client: { platform: "web" }, minimum: null, now }),
      { from: noon, until: noon + 100 * hour },
    )
    expect(steps.map(({ at, verdict }) => [at, verdict.kind])).toEqual([
      [noon, "allow"],
      [noon + 5 * hour, "enroll"],
    ])
  })

  it("asks once for each change, not for each minute", () => {
    const decide = rule([10, 20, 30])
    simulate(decide, { from: 0, until: 1_000_000 })
    expect(decide.mock.calls).toEqual([[0], [10], [20], [30]])
  })

  test.each([
    [19, [0, 10]],
    [20, [0, 10, 20]],
    [21, [0, 10, 20]],
    [0, [0]],
    [-1, []],
    [Number.NaN, []],
    [Number.POSITIVE_INFINITY, [0, 10, 20, 30]],
  ])("looks until %d, inclusive", (until, expected) => {
    expect(instantsOf(simulate(rule([10, 20, 30]), { from: 0, until }))).toEqual(expected)
  })

  test.each([
    [0, []],
    [1, [0]],
    [3, [0, 10, 20]],
    [4, [0, 10, 20, 30]],
    [5, [0, 10, 20, 30]],
    [-1, []],
    [Number.NaN, []],
    [undefined, [0, 10, 20, 30]],
  ])("takes %d steps at most", (maxSteps, expected) => {
    expect(instantsOf(simulate(rule([10, 20, 30]), { from: 0, until: 100, maxSteps }))).toEqual(expected)
  })

  it("takes 1000 steps at most unless told otherwise", () => {
    const decide = (now: number) => ({ nextChangeAt: now + 1 })
    expect(simulate(decide, { from: 0, until: 998 })).toHaveLength(999)
    expect(simulate(decide, { from: 0, until: 999 })).toHaveLength(1000)
    expect(simulate(decide, { from: 0, until: 100_000 })).toHaveLength(1000)
  })

  test.each([
    ["now", 0],
    ["before", -1],
    ["at no instant", Number.NaN],
    ["at an instant that is missing", undefined],
    ["never", Number.POSITIVE_INFINITY],
  ])("ends when a rule says that it will change %s", (_, nextChangeAt) => {
    const decide = vi.fn(() => ({ nextChangeAt: nextChangeAt as number }))
    for (const until of [100, Number.POSITIVE_INFINITY]) {
      expect(instantsOf(simulate(decide, { from: 0, until }))).toEqual([0])
    }
    expect(decide).toHaveBeenCalledTimes(2)
  })

  it("ends when a rule will not change any more, before 1970 as well", () => {
    expect(instantsOf(simulate(() => ({ nextChangeAt: null }), { from: -100, until: 100 }))).toEqual([-100])
  })

  it("goes on at an instant that is one millisecond later", () => {
    expect(instantsOf(simulate(rule([1, 2]), { from: 0, until: 100 }))).toEqual([0, 1, 2])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "asks for no verdict at %d, which is no instant",
    (from) => {
      const decide = rule([10])
      expect([100, from].flatMap((until) => simulate(decide, { from, until }))).toEqual([])
      expect(decide).not.toHaveBeenCalled()
    },
  )
})
