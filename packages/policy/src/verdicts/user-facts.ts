import type { Instant } from "@muster/core"

/** Why a user's epoch last rose. */
export type EpochCause = "enrolled" | "imported" | "replaced" | "removed" | "reset" | "erased" | "primary-changed"

/** What the sign-in rules need to know about a user who has just passed the primary method. */
export interface UserFacts {
  /** Rises with every change of the factor or the primary method. */
  readonly epoch: number
  /** Why it last rose; `null` when it never did. */
  readonly epochRaisedBy: EpochCause | null
  /** When the user's factor was confirmed; `null`: there is none, or nobody knows, and then nothing drains that enrolling ends. */
  readonly enrolledAt: Instant | null
  /** Whether the user has an active factor. */
  readonly hasFactor: boolean
  /** Until when the user need not enroll; `null`: not exempt. */
  readonly exemptUntil: Instant | null
  /**
   * Since when the user is exempt without a break; `null`: not exempt, or nobody knows. An exemption keeps those sessions from
   * before enabling that had not ended when it was granted, and those that began under it; one that nobody knows the beginning
   * of keeps none.
   */
  readonly exemptedAt: Instant | null
  /** The user's id, for the stages of a roll-out; absent: in no stage by id. */
  readonly userId?: string | undefined
  /** The device group that the user signs in from, for the stages of a roll-out; absent: in no stage by group. */
  readonly deviceGroupId?: string | undefined
  /** Whether the user is a service user: a program that signs in by itself. */
  readonly isService: boolean
  /** What the user has just signed in with. */
  readonly primary: "password" | "sso" | "magic-link" | "passkey" | "password-reset"
  /** Whether the host keeps a password for the user. */
  readonly hasLocalPassword: boolean
}
