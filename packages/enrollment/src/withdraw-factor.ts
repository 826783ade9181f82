import type { EpochCause } from "@muster/policy"
import type { MailWithdrawal } from "./transition.js"
import type { UserRecord } from "./user-record.js"
import { withdrawals } from "./withdrawals.js"

/** A user whose factor was taken away or put aside, and what belongs to that. */
export interface FactorWithdrawn {
  /** The record to save. */
  readonly record: UserRecord
  /** Whether there was a factor: then the user is told. */
  readonly hadFactor: boolean
  /** Unsent mail to delete: its codes are dead. */
  readonly outputs: readonly MailWithdrawal[]
}

/**
 * Takes the factor away with everything that led to it or stood in for it: the open enrollment and replacement, the email
 * codes, the recovery codes. The epoch rises, so that tickets and assurances of before are dead.
 *
 * What is left: the exemption, since it is about enrolling, and the times of the email codes, since this is no new budget for
 * them.
 */
export function withdrawFactor(record: UserRecord, cause: Extract<EpochCause, "reset" | "removed">): FactorWithdrawn {
  const withdrawn: UserRecord = { ...endOpenSteps(record), epochRaisedBy: cause, factor: null, recoveryCodes: null }
  return { record: withdrawn, hadFactor: record.factor !== null, outputs: withdrawals(record, withdrawn) }
}

/** Raises the epoch and ends every step that is open. */
export function endOpenSteps(record: UserRecord): UserRecord {
  return {
    ...record,
    epoch: record.epoch + 1,
    enrollment: null,
    emailCodes: [],
    shownRecoveryCodes: null,
    replacement: null,
    acceptedAttempt: null,
  }
}
