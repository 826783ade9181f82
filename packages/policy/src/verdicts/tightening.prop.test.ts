import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, day, instants, sessionUsers } from "../../test/arbitraries.js"
import type { AccountRules, TwoFactorOn } from "../account/account-rules.js"
import { enableTwoFactor } from "../account/enablement.js"
import type { ForcedLogout } from "../account/forced-logout.js"
import { setForcedLogout } from "../account/set-forced-logout.js"
import { stageOfUser } from "../account/stage-of-user.js"
import { localDate } from "../time/time-zone.js"
import { decideSession } from "./decide-session.js"
import type { AssuranceFacts, SessionVerdict } from "./session.js"

const runs = { numRuns: 1_000 }
const on = accounts.filter(
  (account): account is AccountRules & { readonly twoFactor: TwoFactorOn } => account.twoFactor.kind === "on",
)
/** A session that a cache may have let through before, of a user whose epoch has not risen since. */
const passwordOnly = (signedInAt: number, epoch = 0): AssuranceFacts => ({
  method: "primary-only",
  signedInAt,
  epoch,
  notBound: null,
  excusedUntil: null,
})

it("a forced logout that is brought forward ends every session by the new instant, however it was answered before", () => {
  fc.assert(
    fc.property(on, sessionUsers, instants, instants, fc.nat({ max: 15 }), (generated, user, signedInAt, now, days) => {
      const account = { ...generated, lastForcedLogoutAt: null }
      const { twoFactor } = account
      const wish: ForcedLogout = days === 15 ? "now" : { date: localDate(now + days * day, "UTC"), timeZone: "UTC" }
      const moved = setForcedLogout({ account, forcedLogout: wish, now })
      if (moved.kind === "refused" || moved.account.twoFactor.kind === "off") return
      const newAt = moved.account.twoFactor.forcedLogoutAt as number
      fc.pre(twoFactor.forcedLogoutAt === null || newAt < twoFactor.forcedLogoutAt)
      fc.pre(signedInAt < twoFactor.enabledAt)

      const hasLostFactor = ["reset", "removed", "erased"].some((cause) => cause === user.epochRaisedBy)
      const beginsAt = hasLostFactor ? null : (stageOfUser(twoFactor, user)?.beginsAt ?? null)
      const bound = Math.max(newAt, beginsAt ?? newAt)
      const isExempt = user.exemptUntil !== null && user.exemptedAt !== null && user.exemptedAt < bound
      const end = isExempt ? Math.max(bound, user.exemptUntil as number) : bound
      const session = { user, assurance: passwordOnly(signedInAt, user.epoch), activity: null }
      const { mustEndBy: endBefore } = decideSession({ ...session, account, now })
      if (endBefore !== null) expect(end).toBeLessThanOrEqual(endBefore)
      const decideAt = (at: number) => decideSession({ ...session, account: moved.account, now: at })
      expect(decideAt(end - 1)).toMatchObject({ kind: "continue", mustEndBy: end })
      expect(decideAt(end).kind).toBe("logout")
    }),
    runs,
  )
})

it("a stage that is dropped binds its users by the next answer", () => {
  fc.assert(
    fc.property(on, sessionUsers, instants, (account, user, now) => {
      const base = { people: { kind: "unknown" }, actingAdmin: "system", by: { system: "test" } } as const
      const dropped = enableTwoFactor({
        ...base,
        account,
        readiness: { kind: "ready", warnings: [] },
        forcedLogout: account.twoFactor.forcedLogout,
        stages: [],
        enablementId: "e2",
        override: false,
        now,
      })
      if (dropped.kind === "refused") throw new Error("refused")
      const decide = (rules: AccountRules) =>
        decideSession({ account: rules, user, assurance: passwordOnly(now, user.epoch), activity: null, now })
      const endsAt = ({ kind, mustEndBy }: SessionVerdict) =>
        kind === "continue" ? (mustEndBy ?? Number.POSITIVE_INFINITY) : now
      expect(decide(dropped.account).reasons.map(({ code }) => code)).not.toContain("stage-not-begun")
      expect(endsAt(decide(dropped.account))).toBeLessThanOrEqual(endsAt(decide(account)))
    }),
    runs,
  )
})
