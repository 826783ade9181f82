import type { Instant } from "@muster/core"
import type { TwoFactorOn } from "../account/account-rules.js"
import { type StageOfUser, stageOfUser } from "../account/stage-of-user.js"
import { createReason, type Reason } from "../reasons/reason.js"
import type { UserFacts } from "./user-facts.js"

/** Why a user need not enroll for some time. */
export interface Excuse {
  /** From when on the user is bound; it may be over. */
  readonly until: Instant
  /** An exemption, or a stage of the roll-out. */
  readonly reason: Reason<"exempt" | "stage-not-begun">
}

/** What decides whether a user is excused. */
export type ExcusedUser = Pick<UserFacts, "epochRaisedBy" | "exemptUntil" | "userId" | "deviceGroupId">

/**
 * Finds the excuse of a user that lasts longest, whether or not it is over. The longest alone is named, so that the answer which
 * it gives stays the same until it ends.
 *
 * @returns `null` for a user who has none and is bound at once
 */
export function longestExcuse(twoFactor: TwoFactorOn, user: ExcusedUser): Excuse | null {
  const exemptUntil = endOfExemption(user)
  const stage = stageFor(twoFactor, user)
  if (exemptUntil !== null && (stage === null || exemptUntil >= stage.beginsAt)) {
    return { until: exemptUntil, reason: createReason("exempt", { until: exemptUntil }, { kind: "user" }) }
  }
  if (stage === null) return null
  const { beginsAt, index } = stage
  return { until: beginsAt, reason: createReason("stage-not-begun", { beginsAt }, { kind: "stage", index }) }
}

/** Until when a user is exempt. An end that is no instant is none, and an exemption without an end is none either. */
export function endOfExemption({ exemptUntil }: Pick<UserFacts, "exemptUntil">): Instant | null {
  return Number.isFinite(exemptUntil) ? exemptUntil : null
}

/**
 * Finds the stage of a user who has yet to enroll for the first time; `null`: none. A stage puts off that alone: whoever has
 * lost a factor enrolls at the next sign-in, and so does whoever was erased, of whom nobody knows it any more.
 */
export function stageFor(twoFactor: TwoFactorOn, user: Omit<ExcusedUser, "exemptUntil">): StageOfUser | null {
  const { epochRaisedBy: by } = user
  const mayHaveLostFactor = by === "reset" || by === "removed" || by === "erased"
  return mayHaveLostFactor ? null : stageOfUser(twoFactor, user)
}
