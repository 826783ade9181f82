import type { Instant } from "@muster/core"
import type { UserRecord } from "./user-record.js"

/** What a transition asks to be written or undone together with the new record. */
export type Output =
  | {
      readonly kind: "record-event"
      readonly event:
        | "email-code-sent"
        | "email-verified"
        | "key-issued"
        | "enrolled"
        | "factor-replaced"
        | "enrollment-cancelled"
        | "replacement-begun"
        | "replacement-held"
        | "replacement-cancelled"
        | "signed-in"
        | "recovery-code-used"
        | "recovery-codes-regenerated"
        | "factor-removed"
    }
  | { readonly kind: "send-mail"; readonly mail: "email-code"; readonly expiresAt: Instant }
  | {
      readonly kind: "send-mail"
      readonly mail: "enrolled" | "factor-replaced" | "factor-removed" | "recovery-codes-regenerated"
    }
  | { readonly kind: "send-mail"; readonly mail: "replacement-held"; readonly until: Instant }
  | { readonly kind: "send-mail"; readonly mail: "recovery-code-used"; readonly left: number }
  | MailWithdrawal

/** Deletes unsent mail with the code of a ticket. */
export interface MailWithdrawal {
  /** Discriminates the outputs. */
  readonly kind: "withdraw-mail"
  /** What the mail carries. */
  readonly mail: "email-code"
  /** The ticket that its code answers for. */
  readonly ticketId: string
}

/**
 * What becomes of the attempt that was charged before the code was compared: `clear` ends the consecutive count,
 * `refund` returns the attempt, `keep` leaves it spent. Where nothing was charged, `keep` it is.
 */
export type AttemptOutcome = "clear" | "refund" | "keep"

/** The answer of a machine: a new record with what belongs to it, or a refusal that changes nothing. */
export type Transition<Refusal> =
  | {
      readonly kind: "moved"
      readonly record: UserRecord
      readonly outputs: readonly Output[]
      readonly attempt: AttemptOutcome
    }
  | {
      readonly kind: "refused"
      readonly refusal: Refusal
      readonly attempt: Exclude<AttemptOutcome, "clear">
    }

/** Answers with a refusal. */
export function refuse<Refusal>(
  refusal: Refusal,
  attempt: Exclude<AttemptOutcome, "clear">,
): Extract<Transition<Refusal>, { readonly kind: "refused" }> {
  return { kind: "refused", refusal, attempt }
}
