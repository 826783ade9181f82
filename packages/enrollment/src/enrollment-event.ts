import type { Instant, KeyedDigest, TotpParameters, VerifyTotpResult } from "@muster/core"
import type { CodeFault } from "./code-fault.js"
import type { EnrollmentState } from "./enrollment-position.js"
import type { TicketRejection } from "./ticket-standing.js"

/**
 * What may happen to an enrollment. An event carries the evidence that the caller has gathered (a digest, the outcome
 * of a comparison, a sealed secret): the machine itself compares nothing and draws nothing.
 */
export type EnrollmentEvent =
  | {
      readonly kind: "send-email-code"
      /** The digest of the code about to be mailed; `null` when the user has no address. */
      readonly code: KeyedDigest | null
    }
  | {
      readonly kind: "verify-email-code"
      /** Which of the ticket's codes was typed. */
      readonly matched: "newest" | "replaced" | "none"
      /** The enrollment that a match opens. */
      readonly enrollmentId: string
      readonly totp: TotpParameters
    }
  | { readonly kind: "issue-key"; readonly sealedSecret: string }
  | {
      readonly kind: "confirm"
      readonly verification: VerifyTotpResult
      readonly recoveryCodes: { readonly setId: string; readonly digests: readonly string[] }
      /** The address that the email code has confirmed, sealed. */
      readonly sealedAddress: string | null
      /** Digest of the attempt's name, where the caller has given it one. */
      readonly attempt: KeyedDigest | null
    }
  | { readonly kind: "cancel" }

/** The names of the events. */
export type EnrollmentEventKind = EnrollmentEvent["kind"]

/** The event of a name. */
export type EventOf<E extends EnrollmentEventKind> = Extract<EnrollmentEvent, { readonly kind: E }>

/** Why an event changed nothing. */
export type EnrollmentRefusal =
  | { readonly kind: "ticket-rejected"; readonly reason: TicketRejection }
  | { readonly kind: "wrong-step"; readonly state: EnrollmentState }
  | { readonly kind: "no-email" }
  | { readonly kind: "resend-throttled"; readonly retryAt: Instant }
  | { readonly kind: "wrong-code"; readonly why: CodeFault; readonly clockSkewSteps?: number }

/** The refusals that the event of a name can meet. */
export type RefusalOf<E extends EnrollmentEventKind> = Extract<
  EnrollmentRefusal,
  {
    readonly kind: {
      readonly "send-email-code": "ticket-rejected" | "wrong-step" | "no-email" | "resend-throttled"
      readonly "verify-email-code": "ticket-rejected" | "wrong-step" | "wrong-code"
      readonly "issue-key": "ticket-rejected" | "wrong-step"
      readonly confirm: "ticket-rejected" | "wrong-step" | "wrong-code"
      readonly cancel: "ticket-rejected"
    }[E]
  }
>
