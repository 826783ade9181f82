import type { Instant } from "@muster/core"
import type { TwoFactorOn } from "./account-rules.js"

/** Somebody who may be in a stage. */
export interface StagedUser {
  /** The user's id; absent: in no stage by id. */
  readonly userId?: string | undefined
  /** The device group that the user signs in from; absent: in no stage by group. */
  readonly deviceGroupId?: string | undefined
}

/** The stage that binds a user. */
export interface StageOfUser {
  /** From when on the user is bound. */
  readonly beginsAt: Instant
  /** When the stage was last made another one. */
  readonly scheduledAt: Instant
  /** The stage's position in the list. */
  readonly index: number
}

/** Finds the earliest of the stages that name a user, the first of them if several begin then; `null`: none names the user. */
export function stageOfUser({ stages }: Pick<TwoFactorOn, "stages">, user: StagedUser): StageOfUser | null {
  const { userId, deviceGroupId } = user
  let found: StageOfUser | null = null
  for (const [index, { beginsAt, scheduledAt, userIds, deviceGroupIds }] of stages.entries()) {
    if (found !== null && found.beginsAt <= beginsAt) continue
    const isNamed =
      (userId !== undefined && userIds.includes(userId)) ||
      (deviceGroupId !== undefined && deviceGroupIds.includes(deviceGroupId))
    if (isNamed) found = { beginsAt, scheduledAt, index }
  }
  return found
}
