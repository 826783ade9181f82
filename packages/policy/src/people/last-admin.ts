import { createReason, type Refused, refuse } from "../reasons/reason.js"

/** What {@link guardLastAdmin} needs. */
export interface GuardLastAdminInput {
  /** Whether the user whose factor or duty is about to go is an admin with a factor. */
  readonly targetIsEnrolledAdmin: boolean
  /** How many other admins of the account have a factor. */
  readonly otherEnrolledAdmins: number
  /** Whether two-factor is on in the account. */
  readonly twoFactorOn: boolean
}

/**
 * Keeps the last admin who could still sign in and help the others: to be asked before a factor is reset or removed.
 * The count has to hold until the change is saved.
 *
 * @returns `null` when nothing stands in the way, or `refused` (`last-enrolled-admin`); what is no count counts as
 * nobody
 * @example
 * ```ts
 * const refused = guardLastAdmin({ targetIsEnrolledAdmin, otherEnrolledAdmins, twoFactorOn })
 * if (refused === null) goOn()
 * ```
 */
export function guardLastAdmin(input: GuardLastAdminInput): Refused | null {
  const { targetIsEnrolledAdmin, otherEnrolledAdmins, twoFactorOn } = input
  if (!twoFactorOn || !targetIsEnrolledAdmin || otherEnrolledAdmins > 0) return null
  return refuse(createReason("last-enrolled-admin", {}, { kind: "user" }))
}
