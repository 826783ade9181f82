import type { Instant } from "@muster/core"
import type { AuditEvent } from "./events.js"
import type { UserKey } from "./keys.js"

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

/** A mail that a claim has returned, with the tries that it counted then. */
export interface MailClaim extends Pick<SealedMail, "id" | "key"> {
  /** How many claims there have been, that one included. */
  readonly tries: number
}

/** What became of a claimed mail. */
export type MailOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "retry"; readonly dueAt: Instant }
  | { readonly kind: "dead" }

/** A mail that is not tried any more, as an admin may see it: not what it says, nor where it goes. */
export interface UndeliveredMail extends MailClaim {
  /** When it was to be sent last. */
  readonly dueAt: Instant
  /** From when on it is of no use; `null`: it does not age. */
  readonly expiresAt: Instant | null
}

/** What an admin has decided about a mail that could not be delivered. */
export type UndeliveredOutcome = { readonly kind: "again"; readonly dueAt: Instant } | { readonly kind: "given-up" }
