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

/** A setting on a group's path that does not count for it. */
export interface LostSetting {
  /** Where the setting is made. */
  readonly source: Source
  /** The setting as it is written there. */
  readonly updates: GroupUpdates
  /** `overridden`: a nearer setting won. `locked`: a setting further up is locked. */
  readonly why: "overridden" | "locked"
}

/** What a device group's clients are set to, and why. */
export interface EffectiveGroup {
  /** The group as it was given; in the place of what is no group, one without a name, whose id nobody has. */
  readonly group: DeviceGroup
  /** The build that its clients are set to; `null` when no build can be named. */
  readonly effective: Build | null
  /**
   * The earliest build that clients may still run while they lag behind frequent updates; for a pin the pin itself;
   * `null` when none can be named.
   */
  readonly floor: Build | null
  /** How that build stands against the minimum; `unknown` is never eligible. */
  readonly standing: Standing
  /** Where the setting comes from, with the path walked from this group to it, of which 20 groups at most are named. */
  readonly source: Source
  /** The settings on the way to the account that have no effect here, nearest first; 100 at most. */
  readonly lost: readonly LostSetting[]
}
