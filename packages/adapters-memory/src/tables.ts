import type { Instant } from "@muster/core"
import type {
  AuditEvent,
  KeyCheck,
  LoadedGroups,
  ReminderRecord,
  SealedMail,
  StoredAccount,
  StoredUser,
  UserKey,
} from "@muster/sdk/ports"
import { createTable, type TableDraft } from "./table.js"
import type { UserThrottles } from "./throttles.js"

export interface UserRow {
  readonly key: UserKey
  readonly user: StoredUser
  readonly throttles: UserThrottles
}

export interface MailRow {
  readonly mail: SealedMail
  readonly tries: number
  readonly leasedUntil: Instant
  readonly dead: boolean
}

/** How far an account has been looked at for reminders. */
export interface ReminderRound {
  readonly accountId: string
  /** The version of the account's state that was claimed last; 0: none was. */
  readonly version: number
  readonly lease: number
  readonly place: string | null
  readonly claimableAt: Instant | null
}

/** That a user has had a reminder. */
export interface ReminderRow extends ReminderRecord {
  readonly accountId: string
  readonly expiresAt: Instant
}

export interface EventRow {
  readonly event: AuditEvent
  /** Rises with every event of the store: it orders those of one instant. */
  readonly sequence: number
}

/** A view of the whole store with changes of its own, which are applied together or never. */
export interface Draft {
  readonly accounts: TableDraft<StoredAccount>
  readonly groups: TableDraft<LoadedGroups["groups"][number]>
  readonly users: TableDraft<UserRow>
  readonly mail: TableDraft<MailRow>
  readonly events: TableDraft<EventRow>
  readonly rounds: TableDraft<ReminderRound>
  readonly reminders: TableDraft<ReminderRow>
  /** By purpose and id of the key: they belong to no account. */
  readonly keyChecks: TableDraft<KeyCheck>
  /** Like a database's sequence, not given back when the draft is dropped. */
  nextSequence(): number
  apply(): void
}

export interface Tables {
  draft(): Draft
}

export function createTables(): Tables {
  const accounts = createTable<StoredAccount>()
  const groups = createTable<LoadedGroups["groups"][number]>()
  const users = createTable<UserRow>()
  const mail = createTable<MailRow>()
  const events = createTable<EventRow>()
  const rounds = createTable<ReminderRound>()
  const reminders = createTable<ReminderRow>()
  const keyChecks = createTable<KeyCheck>()
  let sequence = 0
  return {
    draft() {
      const drafts = {
        accounts: accounts.draft(),
        groups: groups.draft(),
        users: users.draft(),
        mail: mail.draft(),
        events: events.draft(),
        rounds: rounds.draft(),
        reminders: reminders.draft(),
        keyChecks: keyChecks.draft(),
      }
      return {
        ...drafts,
        nextSequence: () => ++sequence,
        apply() {
          for (const draft of Object.values(drafts)) draft.apply()
        },
      }
    },
  }
}
