import { type AccountRules, type AccountSettings, newAccountRules, type ScheduledStage } from "../../src/index.js"
import { at } from "./brief.js"

/** What a verdict reads of an account's two-factor. */
export interface TwoFactorInput {
  /** `null`: two-factor is off. */
  readonly enabledAt: number | null
  readonly forcedLogoutAt: number | null
  readonly stages: readonly StageInput[]
}

type StageInput = Omit<ScheduledStage, "begins">

/** Fills in what no verdict reads. */
export function accountOf(
  { enabledAt, forcedLogoutAt, stages }: TwoFactorInput,
  settings: Partial<AccountSettings>,
  lastForcedLogoutAt: number | null = null,
): AccountRules {
  const account = { ...newAccountRules(settings), lastForcedLogoutAt }
  if (enabledAt === null) return account
  const begins = { date: "2026-12-01", timeZone: "UTC" }
  return {
    ...account,
    twoFactor: {
      kind: "on",
      enablementId: "e1",
      enabledAt,
      enabledBy: { userId: "ada" },
      forcedLogout: forcedLogoutAt === null ? null : begins,
      forcedLogoutAt,
      stages: stages.map((stage) => ({ ...stage, begins })),
    },
  }
}

/** When two-factor was switched on. */
export const enabledAt = at("2026-11-24T09:00Z")
/** When password-only sessions end, where a case has a date. */
export const forcedAt = at("2026-12-03T23:00Z")
/** When a stage begins that does so before the forced logout. */
export const earlyStageAt = at("2026-11-30T23:00Z")
/** When a stage begins that does so after it. */
export const lateStageAt = at("2026-12-06T23:00Z")

/** Two-factor that is off. */
export const off: TwoFactorInput = { enabledAt: null, forcedLogoutAt: null, stages: [] }

/** Two-factor that is on, without a date and without stages unless they are given. */
export function on(forcedLogoutAt: number | null = null, ...stages: readonly StageInput[]): TwoFactorInput {
  return { enabledAt, forcedLogoutAt, stages }
}

/** A stage of one user. */
export function stageOf(userId: string, beginsAt: number): StageInput {
  return { beginsAt, scheduledAt: enabledAt, deviceGroupIds: [], userIds: [userId] }
}

/** A stage of one device group. */
export function stageOfGroup(deviceGroupId: string, beginsAt: number): StageInput {
  return { beginsAt, scheduledAt: enabledAt, deviceGroupIds: [deviceGroupId], userIds: [] }
}
