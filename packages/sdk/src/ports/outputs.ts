import type { Instant } from "@muster/core"
import type { ActorName, Client } from "@muster/policy"
import type { UserKey } from "./keys.js"

/** What an audit event records. */
export type EventKind =
  | "two-factor-enabled"
  | "two-factor-disabled"
  | "forced-logout-set"
  | "settings-changed"
  | "updates-changed"
  | "groups-changed"
  | "remediation-applied"
  | "email-code-sent"
  | "email-verified"
  | "key-issued"
  | "enrolled"
  | "enrollment-cancelled"
  | "attempt-charged"
  | "signed-in"
  | "recovery-code-used"
  | "unlocked"
  | "factor-reset"
  | "exempted"
  | "exemption-ended"

/** Who did what, when. Never contains a secret, a code or an address. */
export interface AuditEvent {
  /** Unique. */
  readonly id: string
  /** When it happened. */
  readonly at: Instant
  /** What happened. */
  readonly kind: EventKind
  /** The account that it happened in. */
  readonly accountId: string
  /** The user that the event is about; `null` when it is about the account. */
  readonly userId: string | null
  /** Who did it. */
  readonly actor: ActorName
  /** What it was done from, where a person did it. */
  readonly client: Client | null
  /** Why, in the actor's own words, where the call asks for it. */
  readonly reason: string | null
  /** JSON values: what changed. */
  readonly before: unknown
  /** JSON: what is there now. */
  readonly after: unknown
}

/** A mail in the outbox. Its content is sealed: a store never sees an address or a code. */
export interface SealedMail {
  /** Unique, and the idempotency key of the mail. */
  readonly id: string
  /** The user that it is about. */
  readonly key: UserKey
  /** Address and message, as the secret box sealed them. */
  readonly sealed: Uint8Array
  /** Not to be sent before. */
  readonly dueAt: Instant
  /** Not to be sent from this instant on; `null` when it does not age. */
  readonly expiresAt: Instant | null
  /** Writing a mail deletes the user's unsent mail of the same topic. `null`: replaces nothing. */
  readonly topic: string | null
}

/** What is written with a state, in the same commit. */
export interface Outputs {
  /** Mail to send after the commit. */
  readonly mail: readonly SealedMail[]
  /** Events of the audit log. */
  readonly events: readonly AuditEvent[]
}
