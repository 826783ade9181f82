import type { Output } from "./transition.js"
import type { UserRecord } from "./user-record.js"
import { withdrawFactor } from "./withdraw-factor.js"

/** A user who has given the factor up, and what belongs to that. */
export interface FactorRemoved {
  /** The record to save. */
  readonly record: UserRecord
  /** The event, the mail, and unsent mail to delete. */
  readonly outputs: readonly Output[]
}

/**
 * Takes the factor away for its own user; `null`: there is none. Whether the account lets the user go without one is not asked
 * here.
 */
export function removeFactor(record: UserRecord): FactorRemoved | null {
  if (record.factor === null) return null
  const { record: removed, outputs } = withdrawFactor(record, "removed")
  return {
    record: removed,
    outputs: [
      { kind: "record-event", event: "factor-removed" },
      { kind: "send-mail", mail: "factor-removed" },
      ...outputs,
    ],
  }
}
