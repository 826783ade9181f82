import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import { clockRemarks } from "../account/clock-remark.js"
import { createReason, type Reason, type Reasons } from "../reasons/reason.js"
import { hourMilliseconds } from "../time/calendar-date.js"
import { longestExcuse } from "./excuse.js"
import type { AssuranceFacts, Capability, SessionUserFacts, SessionVerdict } from "./session.js"
import { endByEpoch, endByRules, type SessionEnd } from "./session-end.js"

/** What {@link decideSession} needs. */
export interface DecideSessionInput {
  /** The rules of the user's account. */
  readonly account: AccountRules
  /** The user as the store knows them now. */
  readonly user: SessionUserFacts
  /** What the session's sign-in proved; `null`: the session cannot say. */
  readonly assurance: AssuranceFacts | null
  /** What runs in the session, as the server recorded it: a support session, a call; `null`: nothing. */
  readonly activity: { readonly startedAt: Instant } | null
  /** The present. */
  readonly now: Instant
}

/**
 * Decides whether a session of the host may go on.
 *
 * A session ends when the user's factor or sign-in method has changed since it began, and, if it proved a password alone and the
 * user is bound by the account's rules, at the forced logout; for a user of a stage that begins later, when it begins. One that
 * began under an excuse, which is an exemption or a stage, ends with that, and one that began after enabling without an excuse is
 * over: its user had to enroll. A forced logout, the end of an excuse and the user's
 * own first enrollment let an activity drain that began before; every other end is at once. A later `now` never loosens the
 * answer. Nothing is remembered from earlier answers: what has changed since counts at once.
 *
 * @returns `continue`, `drain` or `logout`, with capabilities and the instants to watch
 * @example
 * ```ts
 * const verdict = decideSession({ account, user, assurance, activity: null, now })
 * if (verdict.kind === "logout") endSession()
 * if (!verdict.capabilities.hostSession) hideStartButton()
 * ```
 */
export function decideSession(input: DecideSessionInput): SessionVerdict {
  const verdict = verdictOn(input)
  const remarks = clockRemarks(input.account.twoFactor, input.now)
  return remarks.length === 0 ? verdict : { ...verdict, reasons: [...verdict.reasons, ...remarks] }
}

function verdictOn({ account, user, assurance, activity, now }: DecideSessionInput): SessionVerdict {
  if (assurance === null) return logout([createReason("assurance-missing", {}, { kind: "user" })])
  if (!isReadableAssurance(assurance, now)) return logout([createReason("assurance-invalid", {}, { kind: "user" })])
  const byEpoch = endByEpoch(user, assurance)
  const byRules = endByRules(account, user, assurance)
  const ends: SessionEnd[] = []
  if (byEpoch !== null) ends.push(byEpoch)
  // Said so that an instant that is none is over.
  if (byRules !== null && !(now < byRules.overAt)) ends.push(byRules)

  const [first, ...others] = ends
  if (first === undefined) return goOn(account, user, assurance, byRules?.overAt ?? null, now)
  const reasons: Reasons = [first.reason, ...others.map(({ reason }) => reason)]
  const drainsBefore = Math.min(...ends.map((end) => end.drainsBefore ?? Number.NEGATIVE_INFINITY))
  if (activity === null || !(activity.startedAt < drainsBefore)) return logout(reasons)
  return drain(account, reasons, { since: activity.startedAt, from: drainsBefore, now })
}

const methods: readonly unknown[] = ["primary-only", "totp", "recovery-code"] satisfies AssuranceFacts["method"][]
const exceptions: readonly unknown[] = [null, "service-user", "sso-user"] satisfies AssuranceFacts["notBound"][]

/** What cannot be compared would pass every comparison, and keep a session alive. */
function isReadableAssurance({ method, signedInAt, notBound, excusedUntil }: AssuranceFacts, now: Instant): boolean {
  const instants = [now, signedInAt, excusedUntil === null ? now : excusedUntil]
  return instants.every(Number.isFinite) && methods.includes(method) && exceptions.includes(notBound)
}

function goOn(
  { twoFactor }: AccountRules,
  user: SessionUserFacts,
  { method, notBound }: AssuranceFacts,
  mustEndBy: Instant | null,
  now: Instant,
): SessionVerdict {
  const because = (reason: Reason, nextChangeAt: Instant | null): SessionVerdict => ({
    kind: "continue",
    capabilities: everything,
    reasons: [reason],
    nextChangeAt,
    mustEndBy,
  })
  if (method !== "primary-only") return because(createReason("factor-active", {}, { kind: "user" }), null)
  if (twoFactor.kind === "off") return because(createReason("two-factor-off", {}, { kind: "account" }), null)
  if (notBound !== null) return because(createReason(notBound, {}, { kind: "user" }), null)
  const excuse = longestExcuse(twoFactor, user)
  if (excuse !== null && now < excuse.until) {
    return because(excuse.reason, Math.min(excuse.until, mustEndBy ?? excuse.until))
  }
  const { enabledAt } = twoFactor
  return because(createReason("signed-in-before-enablement", { enabledAt }, { kind: "account" }), mustEndBy)
}

interface Drained {
  /** When the activity began. */
  readonly since: Instant
  /** When its session ended. */
  readonly from: Instant
  readonly now: Instant
}

function drain({ settings }: AccountRules, reasons: Reasons, { since, from, now }: Drained): SessionVerdict {
  const { maxDrainHours } = settings
  const drainEndsAt = maxDrainHours === null ? null : from + maxDrainHours * hourMilliseconds
  if (drainEndsAt !== null && !(now < drainEndsAt)) return logout(reasons)
  return {
    kind: "drain",
    drainEndsAt,
    capabilities: finishingOnly,
    reasons: [...reasons, createReason("activity-running", { since }, { kind: "user" })],
    nextChangeAt: drainEndsAt,
    mustEndBy: drainEndsAt,
  }
}

function logout(reasons: Reasons): SessionVerdict {
  return { kind: "logout", capabilities: nothing, reasons, nextChangeAt: null, mustEndBy: null }
}

const nothing: Readonly<Record<Capability, boolean>> = Object.freeze({
  hostSession: false,
  connectUnattended: false,
  inviteOthers: false,
  finishSession: false,
  administer: false,
})

const finishingOnly = Object.freeze({ ...nothing, finishSession: true })

const everything = Object.freeze({
  hostSession: true,
  connectUnattended: true,
  inviteOthers: true,
  finishSession: true,
  administer: true,
})
