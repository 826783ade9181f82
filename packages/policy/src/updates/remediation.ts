import type { GroupUpdates } from "./update-settings.js"

/** What a setting belongs to. */
export type SettingTarget = { readonly kind: "account" } | { readonly kind: "group"; readonly groupId: string }

/** One setting to change. */
export interface SettingChange {
  /** Whose setting it is. */
  readonly target: SettingTarget
  /** What it must be now for the change to be made. */
  readonly from: GroupUpdates
  /** What it becomes. */
  readonly to: GroupUpdates
  /** How many groups this change brings to the minimum. */
  readonly fixes: number
}

/** The fewest setting changes that make an account ready. */
export interface Remediation {
  /** The changes; all of them are needed. */
  readonly changes: readonly SettingChange[]
  /** The version of the settings that they were made for. */
  readonly basedOnVersion: number
}
