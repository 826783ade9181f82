import type { Client } from "@muster/policy"
import type { Assurance } from "../assurance.js"
import type { EmailCodeSent, EmailVerified, EnrollmentStep, KeyIssued, WrongStep } from "./enrollment-steps.js"
import type { HostTransaction } from "./host-transaction.js"
import type { SignInUser } from "./people.js"
import type {
  Busy,
  CodeRefusal,
  Locked,
  NoEmail,
  SessionEnded,
  Throttled,
  TicketRejected,
  UpdateClient,
} from "./refusals.js"
import type { Enroll, SignedIn } from "./sign-in.js"

/** The factor is active. */
export interface Enrolled {
  readonly kind: "enrolled"
  /** Ten one-use codes. Shown now and never again. */
  readonly recoveryCodes: readonly string[]
  /** By the account's rule: signed in at once, or asked to sign in with the new factor. */
  readonly next: SignedIn | { readonly kind: "sign-in-again" }
}

/** Enrolling, step by step; every call is idempotent or refused with the current step. */
export interface Enrollment {
  /**
   * "Set up now" for somebody who is signed in with the primary method only: before the date, or where two-factor is
   * optional.
   *
   * @returns `enroll`; `already-enrolled`; `update-client` when the client could not sign in with the factor afterwards;
   * `session-ended` when `sessions.check` would end this session
   * @throws ERR_INVALID_INPUT with the field `user.id` when the assurance is another user's
   */
  begin(input: {
    readonly assurance: Assurance
    readonly user: SignInUser
    readonly client: Client
  }): Promise<Enroll | UpdateClient | { readonly kind: "already-enrolled" } | SessionEnded>
  /** Reads the step of a ticket; sends nothing and changes nothing. For each page load. */
  current(input: { readonly ticket: string }): Promise<EnrollmentStep | TicketRejected>
  /** Mails a code; called again, a new one, which replaces the one before. */
  sendEmailCode(input: {
    readonly ticket: string
  }): Promise<EmailCodeSent | NoEmail | Throttled | Locked | Busy | WrongStep | TicketRejected>
  /** Verifies the mailed code. Answers a new ticket, which names the enrollment; the one before is spent. */
  verifyEmailCode(input: {
    readonly ticket: string
    readonly code: string
  }): Promise<EmailVerified | WrongStep | CodeRefusal>
  /** Makes the key, or shows it again: a reload shows the same key. */
  issueKey(input: { readonly ticket: string }): Promise<KeyIssued | Busy | WrongStep | TicketRejected>
  /** Verifies the app's first code and makes the factor active, with recovery codes and a mail in the same save. */
  confirm(input: {
    readonly ticket: string
    readonly code: string
    /** As in `signIn.verify`; the same answer includes the same recovery codes. */
    readonly attemptId?: string | undefined
    readonly transaction?: HostTransaction | undefined
  }): Promise<Enrolled | UpdateClient | WrongStep | CodeRefusal>
  /** Ends what this ticket began. */
  cancel(input: { readonly ticket: string }): Promise<{ readonly kind: "cancelled" } | Busy | TicketRejected>
}
