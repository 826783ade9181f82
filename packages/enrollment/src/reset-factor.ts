import type { MailWithdrawal } from "./transition.js"
import type { UserRecord } from "./user-record.js"
import { withdrawals } from "./withdrawals.js"

/** A user whose factor an admin has taken away, and what belongs to that. */
export interface FactorReset {
  /** The record to save. */
  readonly record: UserRecord
  /** Whether there was a factor: then the user is told. */
  readonly hadFactor: boolean
  /** Unsent mail to delete: its codes are dead. */
  readonly outputs: readonly MailWithdrawal[]
}

/**
 * Takes the factor away with everything that led to it or stood in for it: the open enrollment, the email codes, the
 * recovery codes. The epoch rises, so that tickets and assurances of before are dead; also for somebody without a factor,
 * whose open tickets may be in the wrong hands.
 *
 * What is left: the exemption, since it is about enrolling, and the times of the email codes, since a reset is no new
 * budget for them. Whether the actor may do it is not asked here.
 */
export function resetFactor(record: UserRecord): FactorReset {
  const reset: UserRecord = {
    ...record,
    epoch: record.epoch + 1,
    epochRaisedBy: "reset",
    factor: null,
    enrollment: null,
    emailCodes: [],
    recoveryCodes: null,
  }
  return { record: reset, hadFactor: record.factor !== null, outputs: withdrawals(record, reset) }
}
