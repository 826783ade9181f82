import type { Instant } from "@muster/core"
import type { AuditEvent } from "./events.js"
import type { SealedMail } from "./outputs.js"
import type { StoredAccount } from "./states.js"

/** A machine's right to look at the users of an account for reminders. */
export interface ReminderClaim {
  /** The account. */
  readonly accountId: string
  /** As it stood at the claim: a save is refused once it has another version. */
  readonly account: StoredAccount
  /** Rises with every claim of the account: a save of an older claim is refused. */
  readonly lease: number
  /** Where to go on, as the save before has left it; `null`: at the start. */
  readonly place: string | null
}

/** That a user has had a reminder. */
export interface ReminderRecord {
  /** The user within the account. */
  readonly userId: string
  /** Equal for what is one reminder; unique with the user. */
  readonly key: string
  /** When it was written. */
  readonly at: Instant
}

/** A reminder to write, if its record is not there yet. */
export interface Reminder extends ReminderRecord {
  /** From when on the record is of no use: the reminder cannot be due any more. */
  readonly expiresAt: Instant
  /** Written with the record. */
  readonly mail: SealedMail
  /** Written with the record. */
  readonly event: AuditEvent
}

/** How far a claim has come. */
export interface ReminderProgress {
  /** At most one of each user. */
  readonly reminders: readonly Reminder[]
  /** Opaque to a store: where to go on; `null`: at the start. */
  readonly place: string | null
  /** From when on the account may be claimed; while the work goes on, the end of the lease. `null`: once its state changes. */
  readonly claimableAt: Instant | null
}
