import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, day, instants, sessionUsers, stage } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import { disableTwoFactor } from "../account/disable-two-factor.js"
import { type EnableTwoFactorInput, enableTwoFactor } from "../account/enablement.js"
import { type ForcedLogout, setForcedLogout } from "../account/forced-logout.js"
import { stageBeginsAt } from "../account/stage-of-user.js"
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

      const hasLostFactor = user.epochRaisedBy === "reset" || user.epochRaisedBy === "removed"
      const beginsAt = hasLostFactor ? null : stageBeginsAt(twoFactor, user)
      const end = Math.max(newAt, user.exemptUntil ?? newAt, beginsAt ?? newAt)
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

it("switching off and on again, with stages or without, revives no session that a forced logout ended", () => {
  const times = fc
    .uniqueArray(instants, { minLength: 4, maxLength: 4 })
    .map((four) => four.sort((a, b) => a - b) as [number, number, number, number])
  const enabling = {
    readiness: { kind: "ready", warnings: [] },
    people: { kind: "unknown" },
    by: { system: "test" },
    actingAdmin: "system",
    override: false,
  } as const
  const staging = fc.option(fc.integer({ min: 1, max: 14 }))
  fc.assert(
    fc.property(times, fc.boolean(), staging, ([signedInAt, firedAt, disabledAt, now], dated, days) => {
      const enable = (change: Pick<EnableTwoFactorInput, "account" | "forcedLogout" | "now" | "stages">) => {
        const answer = enableTwoFactor({ ...enabling, ...change, enablementId: `e${change.now}` })
        if (answer.kind === "refused") throw new Error("refused")
        return answer.account
      }
      const first = enable({ account: newAccountRules(), forcedLogout: "now", now: firedAt })
      const disabled = disableTwoFactor({ account: first, now: disabledAt })
      if (disabled.kind === "refused") throw new Error("refused")
      const stages = days === null ? [] : [stage(now + days * day, { userIds: ["ann"] })]
      const account = enable({ account: disabled.account, forcedLogout: dated ? "now" : null, now, stages })
      const verdict = decideSession({
        account,
        user: { epoch: 0, epochRaisedBy: null, exemptUntil: null, userId: "ann" },
        assurance: passwordOnly(signedInAt),
        activity: null,
        now,
      })
      expect(verdict).toMatchObject({ kind: "logout", reasons: [{ code: "forced-logout", params: { at: firedAt } }] })
    }),
  )
})
