import type { Instant } from "@muster/core"
import type { CodeFault } from "@muster/enrollment"
import type { Build, Reasons } from "@muster/policy"

/** The code was not accepted. `malformed` text is not charged; `already-used` returns what it was charged. */
export interface WrongCode {
  readonly kind: "wrong-code"
  /** `replaced-by-newer` and `expired` are about email codes only. */
  readonly why: CodeFault
  /** Tries until the next wait; 0 while one runs. */
  readonly attemptsLeft: number
  /** When the next try is heard. `null`: at once, or, with no attempts left, not before somebody unlocks the user. */
  readonly retryAt: Instant | null
  /** From `enrollment.confirm` only: how far the phone's clock seems off; positive when it is ahead. */
  readonly clockSkewSeconds?: number
}

/** Not heard before `retryAt`; nothing was compared or sent. */
export interface Throttled {
  readonly kind: "throttled"
  /** When the next call is heard. */
  readonly retryAt: Instant
  /** What was used up: tries at a code, codes by mail for this ticket and user, or mail to the user or the address. */
  readonly limit: "attempts" | "resend" | "mail"
}

/** Too many wrong codes; `until: null` lasts until somebody unlocks the user. */
export interface Locked {
  readonly kind: "locked"
  /** When a try is heard again. */
  readonly until: Instant | null
  /** Recovery codes have their own budget, so they may still work. */
  readonly recoveryCodeWorks: boolean
}

/** The ticket does not work: start again with the primary method. */
export interface TicketRejected {
  readonly kind: "ticket-rejected"
  /** `invalid`: not a ticket of this purpose at all. `superseded`: the factor, the password or the enrollment changed. */
  readonly reason: "expired" | "spent" | "superseded" | "invalid"
}

/** Lost three races against parallel calls; nothing was saved, and the attempt was returned. Try again at `retryAt`. */
export interface Busy {
  readonly kind: "busy"
  /** When to try again. */
  readonly retryAt: Instant
}

/** Everything that can stand between a code and its acceptance. */
export type CodeRefusal = WrongCode | Throttled | Locked | Busy | TicketRejected

/** The client is too old to sign in here; said before any code is asked for, so that it is not mistaken for a wrong code. */
export interface UpdateClient {
  readonly kind: "update-client"
  /** The build that is needed, or a later one. */
  readonly minimum: Build
  /** Where it is found, if the vendor says so. */
  readonly updateUrl: string | null
  /** The rule, with its source. */
  readonly reasons: Reasons
}

/** The caller has to prove more first; nothing was changed. */
export interface ProofNeeded {
  readonly kind: "proof-needed"
  /** What would do. `fresh-sign-in`: sign in again, with a second factor. */
  readonly accepts: readonly ("fresh-sign-in" | "recovery-code")[]
}

/** The user has no factor. */
export interface NotEnrolled {
  readonly kind: "not-enrolled"
}

/** `sessions.check` would end this session: sign in first. */
export interface SessionEnded {
  readonly kind: "session-ended"
}

/** There is no address to send a code to. */
export interface NoEmail {
  readonly kind: "no-email"
}
