import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, day, instants, sessionUsers, stage } from "../../test/arbitraries.js"
import type { AccountRules, TwoFactorOn } from "../account/account-rules.js"
import { disableTwoFactor } from "../account/disable-two-factor.js"
import { type EnableTwoFactorInput, enableTwoFactor } from "../account/enablement.js"
import { decideSession } from "./decide-session.js"
import { decideSignIn } from "./decide-sign-in.js"
import type { AssuranceFacts, SessionUserFacts } from "./session.js"

const on = accounts.filter(
  (account): account is AccountRules & { readonly twoFactor: TwoFactorOn } => account.twoFactor.kind === "on",
)

/** What the rules know of a user then: an exemption that is granted later is none yet. */
function asKnown(user: SessionUserFacts, now: number): SessionUserFacts {
  return user.exemptedAt !== null && user.exemptedAt <= now ? user : { ...user, exemptUntil: null, exemptedAt: null }
}

/** The session that a password alone began then; `null`: the sign-in led to an enrollment. */
function signIn(account: AccountRules, user: SessionUserFacts, now: number): AssuranceFacts | null {
  const rules: AccountRules =
    account.twoFactor.kind === "on" && now < account.twoFactor.enabledAt
      ? { ...account, twoFactor: { kind: "off" } }
      : account
  const facts = { hasFactor: false, isService: false, primary: "password", hasLocalPassword: true } as const
  const client = { platform: "web" } as const
  const verdict = decideSignIn({
    account: rules,
    user: { ...asKnown(user, now), ...facts },
    client,
    minimum: null,
    now,
  })
  if (verdict.kind !== "allow") return null
  return {
    method: "primary-only",
    signedInAt: now,
    epoch: user.epoch,
    notBound: null,
    excusedUntil: verdict.nextChangeAt,
  }
}

function enableAnew(account: AccountRules, change: Pick<EnableTwoFactorInput, "now" | "forcedLogout" | "stages">) {
  const answer = enableTwoFactor({
    account,
    readiness: { kind: "ready", warnings: [] },
    people: { kind: "unknown" },
    by: { system: "test" },
    actingAdmin: "system",
    override: false,
    enablementId: "e2",
    ...change,
  })
  if (answer.kind === "refused") throw new Error("refused")
  return answer.account
}

it("switching off and on again revives no session that had ended, whatever date, stages and exemptions come with it", () => {
  const times = fc.tuple(instants, instants, instants).map((three) => three.sort((a, b) => a - b))
  const later = fc.record({
    forcedLogout: fc.constantFrom("now" as const, null),
    stageAfter: fc.option(fc.integer({ min: 1, max: 14 })),
    exemptFor: fc.option(fc.integer({ min: 1, max: 30 })),
  })
  let ended = 0
  fc.assert(
    fc.property(on, sessionUsers, times, later, (account, user, [signedInAt, disabledAt, now], again) => {
      const assurance = signIn(account, user, signedInAt as number)
      fc.pre(assurance !== null)
      const session = { assurance, activity: null }
      const before = decideSession({
        ...session,
        account,
        user: asKnown(user, disabledAt as number),
        now: disabledAt as number,
      })
      fc.pre(before.kind === "logout")
      ended += 1
      const off = disableTwoFactor({ account, now: disabledAt as number })
      if (off.kind === "refused") throw new Error("refused")
      const { forcedLogout, stageAfter, exemptFor } = again
      const enabledAt = now as number
      const stages =
        stageAfter === null ? [] : [stage(enabledAt + stageAfter * day, { userIds: [user.userId ?? "ann"] })]
      const exempted =
        exemptFor === null ? user : { ...user, exemptedAt: now as number, exemptUntil: enabledAt + exemptFor * day }
      const rules = enableAnew(off.account, { now: enabledAt, forcedLogout, stages })
      expect(
        decideSession({ ...session, account: rules, user: asKnown(exempted, enabledAt), now: enabledAt }).kind,
      ).toBe("logout")
    }),
    { numRuns: 2_000 },
  )
  expect(ended).toBeGreaterThan(100)
})
