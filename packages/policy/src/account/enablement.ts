import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refusalOf, refuse } from "../reasons/reason.js"
import type { AccountRules, TwoFactorOn } from "./account-rules.js"
import type { ActorName } from "./actor.js"
import { clockRemarks, refuseClock } from "./clock-remark.js"
import { type EnablementCircumstances, objectionsTo, warningsAbout } from "./enablement-reasons.js"
import {
  type ForcedLogout,
  type ForcedLogoutScheduled,
  firedAt,
  isSameWish,
  readForcedLogout,
  rescheduleForcedLogout,
  scheduleForcedLogout,
  scheduleWarnings,
} from "./forced-logout.js"
import { type StagesScheduled, scheduleStages } from "./schedule-stages.js"
import type { Stage } from "./stage.js"
import { areSameStages, bindsSomebodyLater } from "./stage-change.js"

/** What {@link enableTwoFactor} needs. */
export interface EnableTwoFactorInput extends EnablementCircumstances {
  /** When password-only sessions end; `null`: no date. */
  readonly forcedLogout: ForcedLogout | null
  /** Who is bound later than the others, at most 20 stages; absent: nobody, or as it is when two-factor is on already. */
  readonly stages?: readonly Stage[] | undefined
  /** A fresh id, for the case that this begins an enablement. */
  readonly enablementId: string
  /** Who asks. */
  readonly by: ActorName
  /** The present. */
  readonly now: Instant
}

/** The rules with two-factor on. */
export interface TwoFactorEnabled {
  /** Discriminates the answer. */
  readonly kind: "enabled"
  /** False when it was on already, with the same date and the same stages: there is nothing to save. */
  readonly changed: boolean
  /** What to save. */
  readonly account: AccountRules
  /**
   * What the admin should know: overridden blockers, what the readiness warns of, people or an admin who cannot enroll, an admin
   * without a factor, 14 days that have begun again, a short notice, no date, a clock before the enablement.
   */
  readonly warnings: readonly Reason[]
}

/**
 * Switches two-factor on for an account. Nobody is signed out by that, apart from those who had signed in under an excuse of an
 * earlier enablement: users enroll at their next sign-in, those of a stage once it has begun, or when the forced logout comes.
 *
 * Asked again with the same date and the same stages it changes nothing; another date is {@link setForcedLogout}, other stages
 * take the place of those that are set. Once the forced logout has come, no change of stages may bind anybody later, since that
 * would revive sessions. Readiness, people and the acting admin are a matter of switching on, so they do not refuse an account
 * where two-factor is on.
 *
 * @returns `enabled`, or `refused` with all that stands in the way: the date and the stages (the codes of {@link setForcedLogout}
 * and {@link scheduleStages}), the readiness (where it is required and not overridden), users none of whom could enroll (unless
 * overridden), an admin who has to enroll first or could not; with `clock-unreadable` alone when no date can be counted
 * @example
 * ```ts
 * const answer = enableTwoFactor({
 *   account: newAccountRules(),
 *   readiness: checkReadiness({ ...settings, version }),
 *   people: { kind: "unknown" },
 *   forcedLogout: { date: "2026-12-04", timeZone: "Europe/Berlin" },
 *   enablementId,
 *   by: { userId: "ada" },
 *   actingAdmin: "enrolled",
 *   override: false,
 *   now,
 * })
 * if (answer.kind === "enabled") save(answer.account)
 * ```
 */
export function enableTwoFactor(input: EnableTwoFactorInput): TwoFactorEnabled | Refused {
  const { twoFactor } = input.account
  const refused = refuseClock(twoFactor, input.now)
  if (refused !== undefined) return refused
  return twoFactor.kind === "on" ? enableAgain(input, twoFactor) : beginEnablement(input)
}

function beginEnablement(input: EnableTwoFactorInput): TwoFactorEnabled | Refused {
  const { account, forcedLogout, stages = [], enablementId, by, now } = input
  const { timeZone } = account.settings
  const date = scheduleForcedLogout({ requested: forcedLogout, enabledAt: now, now, timeZone })
  const staged = scheduleStages({ stages, enabledAt: now, now, earlier: [] })
  const plan = planOf(date, staged, objectionsTo(input))
  if (plan.kind === "refused") return plan
  const enablements = account.enablements + 1
  const twoFactor: TwoFactorOn = { kind: "on", enablementId, enabledAt: now, enabledBy: by, ...plan.schedule }
  return {
    kind: "enabled",
    changed: true,
    account: { ...account, twoFactor, enablements },
    warnings: [...warningsAbout(input, enablements), ...scheduleWarnings(plan.schedule, now)],
  }
}

function enableAgain(input: EnableTwoFactorInput, on: TwoFactorOn): TwoFactorEnabled | Refused {
  const { account, stages, now } = input
  const { enabledAt, stages: earlier } = on
  const read = readForcedLogout(input.forcedLogout)
  const dateStays = read.kind === "read" && isSameWish(on, read.wish, now)
  const date = read.kind === "refused" ? read : dateStays ? dateOf(on) : otherDate(input, on)
  const staged = stages === undefined ? stagesOf(on) : scheduleStages({ stages, enabledAt, now, earlier })
  const plan = planOf(date, staged, dateStays ? revivals(on, staged, now) : [])
  if (plan.kind === "refused") return plan
  const changed = !dateStays || !areSameStages(earlier, plan.schedule.stages)
  return {
    kind: "enabled",
    changed,
    account: changed ? { ...account, twoFactor: { ...on, ...plan.schedule } } : account,
    warnings: [
      ...warningsAbout(input, account.enablements),
      ...(firedAt(on, now) === null ? scheduleWarnings(plan.schedule, now) : []),
      ...clockRemarks(on, now),
    ],
  }
}

function dateOf({ forcedLogout, forcedLogoutAt }: TwoFactorOn): ForcedLogoutScheduled {
  return { kind: "scheduled", schedule: { forcedLogout, forcedLogoutAt } }
}

function otherDate({ account, forcedLogout, now }: EnableTwoFactorInput, on: TwoFactorOn) {
  return rescheduleForcedLogout(on, { requested: forcedLogout, now, timeZone: account.settings.timeZone })
}

function stagesOf({ stages }: TwoFactorOn): StagesScheduled {
  return { kind: "scheduled", stages }
}

/** The forced logout ended sessions of everybody whom it bound; binding one of them later would let those go on. */
function revivals(on: TwoFactorOn, staged: StagesScheduled | Refused, now: Instant): readonly Reason[] {
  const at = firedAt(on, now)
  if (at === null || staged.kind === "refused" || !bindsSomebodyLater(on.stages, staged.stages)) return []
  return [createReason("forced-logout-fired", { at }, { kind: "account" })]
}

interface Plan {
  readonly kind: "planned"
  readonly schedule: Pick<TwoFactorOn, "forcedLogout" | "forcedLogoutAt" | "stages">
}

function planOf(
  date: ForcedLogoutScheduled | Refused,
  staged: StagesScheduled | Refused,
  objections: readonly Reason[],
): Plan | Refused {
  if (date.kind === "refused") return refuse(...date.reasons, ...reasonsOf(staged), ...objections)
  if (staged.kind === "refused") return refuse(...staged.reasons, ...objections)
  return refusalOf(objections) ?? { kind: "planned", schedule: { ...date.schedule, stages: staged.stages } }
}

function reasonsOf(answer: StagesScheduled | Refused): readonly Reason[] {
  return answer.kind === "refused" ? answer.reasons : []
}
