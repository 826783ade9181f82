import type { MailWithdrawal } from "./transition.js"
import type { UserRecord } from "./user-record.js"
import { endOpenSteps } from "./withdraw-factor.js"
import { withdrawals } from "./withdrawals.js"

/** A user whose primary method has changed, and what belongs to that. */
export interface PrimaryChanged {
  /** The record to save. */
  readonly record: UserRecord
  /** Unsent mail to delete: its codes are dead. */
  readonly outputs: readonly MailWithdrawal[]
}

/**
 * Notes that the password, the address or the way to sign in has changed: tickets and assurances of before are dead, and with
 * them what whoever knew the old password had begun. Factor and recovery codes stay.
 */
export function changePrimary(record: UserRecord): PrimaryChanged {
  const ended = endOpenSteps(record)
  const { epochRaisedBy: before } = record
  // Who has lost a factor stays one who enrolls at once, whatever else changes before that.
  const hasLostFactor = record.factor === null && (before === "reset" || before === "removed")
  const changed: UserRecord = { ...ended, epochRaisedBy: hasLostFactor ? before : "primary-changed" }
  return { record: changed, outputs: withdrawals(record, changed) }
}
