import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, activities, assurances, instants, sessionUsers, users } from "../../test/arbitraries.js"
import { v43 } from "../../test/groups.js"
import { decideSession } from "./decide-session.js"
import { decideSignIn } from "./decide-sign-in.js"

const runs = { numRuns: 2_000 }
const clients = fc.record({
  platform: fc.constantFrom("windows", "web"),
  build: fc.constantFrom("v4.2 b1400", "v4.3 b1575", undefined),
})
const minimum = { minimum: v43, byPlatform: {} }

it("an exemption changes a sign-in only where the user would have to enroll", () => {
  fc.assert(
    fc.property(accounts, users, clients, instants, instants, (account, user, client, exemptUntil, now) => {
      const decide = (until: number | null) =>
        decideSignIn({ account, user: { ...user, exemptUntil: until }, client, minimum, now }).kind
      const [without, exempt] = [decide(null), decide(exemptUntil)]
      if (without === exempt) return
      const unjudged = decideSignIn({ account, user: { ...user, exemptUntil: null }, client, minimum: null, now })
      expect([unjudged.kind, exempt, now < exemptUntil]).toEqual(["enroll", "allow", true])
    }),
    runs,
  )
})

it("an exemption changes a session only where the account's rules would have ended it", () => {
  const assurance = fc.option(assurances)
  fc.assert(
    fc.property(
      fc.record({ account: accounts, user: sessionUsers, assurance, activity: activities, now: instants }),
      instants,
      instants,
      ({ user, ...session }, exemptedAt, exemptUntil) => {
        const decide = (until: number | null) =>
          decideSession({ ...session, user: { ...user, exemptedAt, exemptUntil: until } })
        const [without, exempt] = [decide(null), decide(exemptUntil)]
        if (without.kind === exempt.kind) return
        const codes = without.reasons.map(({ code }) => code)
        expect(codes.includes("forced-logout") || codes.includes("excuse-over")).toBe(true)
        // What the epoch ended stays ended, whatever the exemption does for a drain.
        if (exempt.kind === "continue")
          expect([without.reasons[0].code === "epoch-raised", session.now < exemptUntil]).toEqual([false, true])
      },
    ),
    runs,
  )
})
