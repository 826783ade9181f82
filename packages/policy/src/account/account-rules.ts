import type { Instant } from "@muster/core"
import type { LocalDate } from "../time/time-zone.js"
import type { AccountUpdates } from "../updates/update-settings.js"
import { type AccountSettings, defaultAccountSettings } from "./account-settings.js"
import type { ActorName } from "./actor.js"
import type { ScheduledStage } from "./stage.js"

/** Whether two-factor sign-in is required in an account, since when, and when it ends password-only sessions. */
export type TwoFactor = TwoFactorOff | TwoFactorOn

/** Two-factor is off: users may enroll, nobody has to. */
export interface TwoFactorOff {
  /** Discriminates {@link TwoFactor}. */
  readonly kind: "off"
}

/** One enablement: a period during which two-factor is on. */
export interface TwoFactorOn {
  /** Discriminates {@link TwoFactor}. */
  readonly kind: "on"
  /** Names this enablement; switching off and on again begins another. */
  readonly enablementId: string
  /** When it began; the 14 days of the forced logout count from here. */
  readonly enabledAt: Instant
  /** Who switched it on. */
  readonly enabledBy: ActorName
  /** The date that the admin chose; `null`: sessions last until people log out. */
  readonly forcedLogout: LocalDate | null
  /** Who is bound later than the others. */
  readonly stages: readonly ScheduledStage[]
  /** The instant that the date stands for: password-only sessions end when `now >= forcedLogoutAt`. */
  readonly forcedLogoutAt: Instant | null
}

/** The rules of one account: all that a verdict needs to know about it. */
export interface AccountRules {
  /** What its admins decided. */
  readonly settings: AccountSettings
  /** Its build version updates. */
  readonly updates: AccountUpdates
  /** Its two-factor state. */
  readonly twoFactor: TwoFactor
  /** How often two-factor has been switched on, so that toggling shows. */
  readonly enablements: number
  /** The last forced logout that fired in an earlier enablement: sessions from before it, or of its instant, never count again. */
  readonly lastForcedLogoutAt: Instant | null
}

/**
 * Creates the rules of an account that has decided nothing: two-factor off, frequent updates.
 *
 * @param defaults - settings that differ from {@link defaultAccountSettings}
 */
export function newAccountRules(defaults: Partial<AccountSettings> = {}): AccountRules {
  return {
    settings: { ...defaultAccountSettings, ...defaults },
    updates: { mode: "frequent" },
    twoFactor: { kind: "off" },
    enablements: 0,
    lastForcedLogoutAt: null,
  }
}
