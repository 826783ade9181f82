import type { Build } from "../builds/build.js"
import type { Standing } from "../builds/minimum.js"
import type { Source } from "../reasons/reason.js"
import type { GroupUpdates } from "./update-settings.js"

/** A node in the account's tree of machines. */
export interface DeviceGroup {
  /** Unique in the account. */
  readonly id: string
  /** What admins call it. */
  readonly name: string
  /** The group that it lies in; `null` directly under the account. */
  readonly parentId: string | null
  /** Its build version updates. */
  readonly updates: GroupUpdates
}

/** A setting that would have counted, had a nearer one not won. */
export interface LostSetting {
  /** Where the setting is made. */
  readonly source: Source
  /** The setting as it is written there. */
  readonly updates: GroupUpdates
}

/** What a device group's clients are set to, and why. */
export interface EffectiveGroup {
  /** The group as it was given. */
  readonly group: DeviceGroup
  /** The build that its clients are set to; `null` when no build can be named. */
  readonly effective: Build | null
  /** How that build stands against the minimum; `unknown` is never eligible. */
  readonly standing: Standing
  /** Where the setting comes from, with the path walked from this group to it. */
  readonly source: Source
  /** The settings further up the path that this one hides, nearest first. */
  readonly lost: readonly LostSetting[]
}
