import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, builds, instants, users } from "../../test/arbitraries.js"
import { formatBuild } from "../builds/build.js"
import type { Client } from "../builds/client.js"
import type { MinimumRules } from "../builds/minimum.js"
import type { Reason } from "../reasons/reason.js"
import { decideSignIn } from "./decide-sign-in.js"
import type { SignInVerdict } from "./sign-in.js"

const clients: fc.Arbitrary<Client> = fc.record({
  platform: fc.constantFrom("windows", "web", "ios"),
  build: fc.option(fc.oneof(builds.map(formatBuild), fc.string()), { nil: undefined }),
})
const minimums: fc.Arbitrary<MinimumRules | null> = fc.option(
  fc.record({ minimum: builds, byPlatform: fc.constantFrom({}, { ios: null }) }),
)
const inputs = fc.record({ account: accounts, user: users, client: clients, minimum: minimums, now: instants })
const runs = { numRuns: 1_000 }

it("an active factor always means a challenge, or an update first", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { kind } = decideSignIn({ ...input, user: { ...input.user, hasFactor: true } })
      expect(["challenge", "update-client"]).toContain(kind)
    }),
  )
})

it("a user without a factor is let in only where the account does not ask, or for a reason of their own", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { kind, reasons } = decideSignIn({ ...input, user: { ...input.user, hasFactor: false } })
      if (kind !== "allow") return
      const own = ["service-user", "sso-user", "exempt", "stage-not-begun"]
      expect(["two-factor-off", ...own]).toContain(reasons[0].code)
      expect(reasons[0].code === "two-factor-off").toBe(input.account.twoFactor.kind === "off")
    }),
  )
})

it("whoever is let in without a code is let in whatever the client is; all others go on or update first", () => {
  fc.assert(
    fc.property(inputs, clients, (input, other) => {
      const verdict = decideSignIn(input)
      const unjudged = decideSignIn({ ...input, minimum: null })
      if (unjudged.kind === "allow") {
        expect(verdict).toEqual(unjudged)
        expect(decideSignIn({ ...input, client: other })).toEqual(unjudged)
      } else {
        expect(["update-client", unjudged.kind]).toContain(verdict.kind)
      }
    }),
  )
})

it("a user without a factor can always act: come in, enroll, or update first where a minimum applies", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const verdict = decideSignIn({ ...input, user: { ...input.user, hasFactor: false } })
      expect(["allow", "enroll", "update-client"]).toContain(verdict.kind)
      if (verdict.kind !== "update-client") return
      // A client that meets the minimum leads on to enrolling.
      const { params } = verdict.reasons[0] as Reason<"build-below-minimum">
      const client = { platform: input.client.platform, build: formatBuild(params.minimum) }
      expect(decideSignIn({ ...input, user: { ...input.user, hasFactor: false }, client }).kind).toBe("enroll")
    }),
    runs,
  )
})

const strictness = { allow: 0, challenge: 1, enroll: 2, "update-client": 3 }

it("a later now never loosens the answer", () => {
  fc.assert(
    fc.property(inputs, instants, (input, other) => {
      const earlier = decideSignIn({ ...input, now: Math.min(input.now, other) })
      const later = decideSignIn({ ...input, now: Math.max(input.now, other) })
      expect(strictness[later.kind]).toBeGreaterThanOrEqual(strictness[earlier.kind])
    }),
    runs,
  )
})

/** All but the remark on the clock, which decides nothing. */
const essenceOf = ({ kind, reasons, nextChangeAt }: SignInVerdict) => ({
  kind,
  reasons: reasons.filter(({ code }) => code !== "clock-before-enablement"),
  nextChangeAt,
})

it("the answer stays as it is until nextChangeAt, and for ever without one", () => {
  fc.assert(
    fc.property(inputs, instants, (input, later) => {
      const before = decideSignIn(input)
      fc.pre(later >= input.now && (before.nextChangeAt === null || later < before.nextChangeAt))
      expect(essenceOf(decideSignIn({ ...input, now: later }))).toEqual(essenceOf(before))
    }),
    runs,
  )
})

it("the answer is of another kind at nextChangeAt, and not an instant earlier", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { kind, nextChangeAt } = decideSignIn(input)
      if (nextChangeAt === null) return
      expect(nextChangeAt).toBeGreaterThan(input.now)
      expect(decideSignIn({ ...input, now: nextChangeAt - 1 }).kind).toBe(kind)
      expect(decideSignIn({ ...input, now: nextChangeAt }).kind).not.toBe(kind)
    }),
    runs,
  )
})

it("a clock before the enablement changes nothing but the remark that says so", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { twoFactor } = input.account
      const early = twoFactor.kind === "on" && input.now < twoFactor.enabledAt
      const codes = decideSignIn(input).reasons.map(({ code }) => code)
      expect(codes.includes("clock-before-enablement")).toBe(early)
      expect(codes.indexOf("clock-before-enablement")).toBe(early ? codes.length - 1 : -1)
    }),
    runs,
  )
})
