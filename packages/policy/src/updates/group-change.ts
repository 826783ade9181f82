import type { DeviceGroup } from "./device-group.js"
import type { AccountUpdates, GroupUpdates } from "./update-settings.js"

/** Adds groups, and replaces those whose id is there. */
export interface PutGroups {
  /** Discriminates {@link GroupChange}. */
  readonly kind: "put"
  /** The groups as they shall be; parents before or after their children. */
  readonly groups: readonly DeviceGroup[]
}

/** Moves a group, and all that lies in it, into another. */
export interface MoveGroup {
  /** Discriminates {@link GroupChange}. */
  readonly kind: "move"
  /** The group to move. */
  readonly groupId: string
  /** The group to move it into; `null`: directly under the account. */
  readonly parentId: string | null
}

/** Sets a group's build version updates. */
export interface SetGroupUpdates {
  /** Discriminates {@link GroupChange}. */
  readonly kind: "set-updates"
  /** The group to set. */
  readonly groupId: string
  /** Its setting. */
  readonly updates: GroupUpdates
}

/** Removes a group. */
export interface RemoveGroup {
  /** Discriminates {@link GroupChange}. */
  readonly kind: "remove"
  /** The group to remove. */
  readonly groupId: string
  /**
   * What becomes of the groups that lie in it: the change is refused, or they move up to where the group lay. What is
   * neither counts as `refuse`.
   */
  readonly children: "refuse" | "move-up"
}

/** Any write of device groups: what is previewed is what is saved. */
export type GroupChange = PutGroups | MoveGroup | SetGroupUpdates | RemoveGroup

/** Sets the account's build version updates, which groups inherit. */
export interface SetAccountUpdates {
  /** Discriminates {@link UpdateChange}. */
  readonly kind: "set-account-updates"
  /** The account's setting. */
  readonly updates: AccountUpdates
}

/** Any change of update settings. */
export type UpdateChange = GroupChange | SetAccountUpdates
