import type { UserRecord } from "./user-record.js"
import { type FactorWithdrawn, withdrawFactor } from "./withdraw-factor.js"

/**
 * Takes a user's factor away for an admin; also for somebody without a factor, whose open tickets may be in the wrong hands.
 * Whether the actor may do it is not asked here.
 */
export function resetFactor(record: UserRecord): FactorWithdrawn {
  return withdrawFactor(record, "reset")
}
