import type { Instant } from "@muster/core"
import type { LocalDate } from "../time/time-zone.js"

/**
 * Users whom two-factor binds later than the others: from `begins` on. Everyone in no stage is bound at once, and somebody in
 * several from the earliest. The 14 days count from enabling, whatever the stage. When a stage is changed, whoever has signed in
 * under it since enabling signs in once more.
 */
export interface Stage {
  /** The local date whose first instant begins the stage. */
  readonly begins: LocalDate
  /** Users of these device groups, with `userIds` at most 1,000 ids; groups that lie in them are meant only when listed. */
  readonly deviceGroupIds?: readonly string[] | undefined
  /** These users. */
  readonly userIds?: readonly string[] | undefined
}

/** A stage as the account's rules keep it. */
export interface ScheduledStage {
  /** The date that the admin chose. */
  readonly begins: LocalDate
  /** The instant that the date stands for: its users are bound when `now >= beginsAt`. */
  readonly beginsAt: Instant
  /** When the stage was last made another one: what began under it before that does not count as begun under it. */
  readonly scheduledAt: Instant
  /** Users of these device groups. */
  readonly deviceGroupIds: readonly string[]
  /** These users. */
  readonly userIds: readonly string[]
}
