import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, builds, instants, users } from "../../test/arbitraries.js"
import { formatBuild } from "../builds/build.js"
import type { Client } from "../builds/client.js"
import type { MinimumRules } from "../builds/minimum.js"
import { decideSignIn } from "./decide-sign-in.js"

const clients: fc.Arbitrary<Client> = fc.record({
  platform: fc.constantFrom("windows", "web", "ios"),
  build: fc.option(fc.oneof(builds.map(formatBuild), fc.string()), { nil: undefined }),
})
const minimums: fc.Arbitrary<MinimumRules | null> = fc.option(
  fc.record({ minimum: builds, byPlatform: fc.constantFrom({}, { ios: null }) }),
)
const inputs = fc.record({ account: accounts, user: users, client: clients, minimum: minimums, now: instants })

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
      expect(["two-factor-off", "service-user", "sso-user", "exempt"]).toContain(reasons[0].code)
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

it("the answer stays as it is until nextChangeAt", () => {
  fc.assert(
    fc.property(inputs, instants, (input, later) => {
      const before = decideSignIn(input)
      fc.pre(later >= input.now && (before.nextChangeAt === null || later < before.nextChangeAt))
      expect(decideSignIn({ ...input, now: later })).toEqual(before)
    }),
  )
})
