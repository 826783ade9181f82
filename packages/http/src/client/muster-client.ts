import type { Answers } from "./answers.js"
import type { Seen, TicketTravel } from "./seen.js"

/** What every call takes beside its input. */
export interface CallOptions {
  /** Ends the call: it rejects with the signal's reason, and what the server does with it is not known. */
  readonly signal?: AbortSignal | undefined
}

/** The ticket of the last answer that had one; none where it travels in a cookie. */
export type Ticketed<Travel extends TicketTravel> = Travel extends "json" ? { readonly ticket: string } : unknown

/** A ticket and nothing else: no argument at all where it travels in a cookie. */
export type TicketAlone<Travel extends TicketTravel> = Travel extends "json"
  ? [input: { readonly ticket: string } & CallOptions]
  : [options?: CallOptions]

/** A code, with the ticket that it is for. */
export type CodeInput<Travel extends TicketTravel> = Ticketed<Travel> &
  CallOptions & {
    /** As typed. */
    readonly code: string
  }

/** A try at a code whose answer can be asked for again. */
export type NamedCodeInput<Travel extends TicketTravel> = CodeInput<Travel> & NamedInput

/** The name of a try. */
export interface NamedInput {
  /**
   * 16 to 100 characters that nobody can guess, such as a UUID: the same name with the same ticket and code within 60 seconds
   * gives the same answer. Default: the client makes one where the platform has `crypto`.
   */
  readonly attemptId?: string | undefined
}

/**
 * Muster's routes for a user's own app, as calls. Each answers a union of `kind`s, refusals with a `title` and a `detail` to
 * show, and throws a `MusterClientError` when there is no answer. A lost answer of `verify`, `useRecoveryCode`, `lostPhone` and
 * `enrollment.confirm` is asked for once more by itself; what else was lost may have been done.
 */
export interface MusterClient<Credentials extends object, Session, Travel extends TicketTravel = "json"> {
  /** Signs in with what the host's `verifyPrimary` reads. */
  begin(credentials: Credentials, options?: CallOptions): Promise<Seen<Answers["begin"], Session, Travel>>
  /** Answers a challenge with the authenticator's code. */
  verify(input: NamedCodeInput<Travel>): Promise<Seen<Answers["verify"], Session, Travel>>
  /** Answers a challenge with one of the recovery codes; each works once. */
  useRecoveryCode(input: NamedCodeInput<Travel>): Promise<Seen<Answers["useRecoveryCode"], Session, Travel>>
  /** "Set up a new phone", with the ticket of a challenge, by the account's rule; with `enroll` go on as in an enrollment. */
  lostPhone(
    input: Ticketed<Travel> & CallOptions & NamedInput & { readonly recoveryCode?: string | undefined },
  ): Promise<Seen<Answers["lostPhone"], Session, Travel>>
  /** Asks somebody who is signed in for a code again; `verify` answers with the session that the host makes then. */
  stepUp(options?: CallOptions): Promise<Seen<Answers["stepUp"], Session, Travel>>
  /** Whether the session goes on, and what it may do. Ask at `nextChangeAt`; without a session it is `logout`. */
  checkSession(options?: CallOptions): Promise<Answers["checkSession"]>
  /** Enrolling, step by step. */
  readonly enrollment: EnrollmentCalls<Session, Travel>
  /** The factor of whoever is signed in. */
  readonly factors: FactorCalls<Session, Travel>
}

/** Enrolling, as in `muster.enrollment`. */
export interface EnrollmentCalls<Session, Travel extends TicketTravel> {
  /** "Set up now", for somebody who is signed in. */
  begin(options?: CallOptions): Promise<Seen<Answers["beginEnrollment"], Session, Travel>>
  /** The step that the user is on. Sends nothing. */
  current(...input: TicketAlone<Travel>): Promise<Seen<Answers["current"], Session, Travel>>
  /** Mails a code; called again, a new one. */
  sendEmailCode(...input: TicketAlone<Travel>): Promise<Seen<Answers["sendEmailCode"], Session, Travel>>
  /** Verifies the mailed code. Its ticket takes the place of the one before. */
  verifyEmailCode(input: CodeInput<Travel>): Promise<Seen<Answers["verifyEmailCode"], Session, Travel>>
  /** Makes the key, or shows it again. */
  issueKey(...input: TicketAlone<Travel>): Promise<Seen<Answers["issueKey"], Session, Travel>>
  /** Verifies the app's first code. Show the recovery codes now; nothing shows them again. */
  confirm(input: NamedCodeInput<Travel>): Promise<Seen<Answers["confirm"], Session, Travel>>
  /** Ends what this ticket began. */
  cancel(...input: TicketAlone<Travel>): Promise<Seen<Answers["cancel"], Session, Travel>>
}

/** The user's own factor, as in `muster.factors`. Each call is about the session of the request. */
export interface FactorCalls<Session, Travel extends TicketTravel> {
  /** Whether there is one, and how many recovery codes are left. */
  status(options?: CallOptions): Promise<Seen<Answers["status"], Session, Travel>>
  /** Begins to put another authenticator in its place; with `enroll` go on as in an enrollment. */
  beginReplacement(options?: CallOptions): Promise<Seen<Answers["beginReplacement"], Session, Travel>>
  /** Ends a replacement that waits or is under way. */
  cancelReplacement(options?: CallOptions): Promise<Seen<Answers["cancelReplacement"], Session, Travel>>
  /** Makes new recovery codes; the old ones work until the new ones are acknowledged. */
  regenerateRecoveryCodes(options?: CallOptions): Promise<Seen<Answers["regenerateRecoveryCodes"], Session, Travel>>
  /** The new codes were kept: the old ones are dead from here on. */
  acknowledgeRecoveryCodes(
    input: CallOptions & { readonly setId: string },
  ): Promise<Seen<Answers["acknowledgeRecoveryCodes"], Session, Travel>>
  /** Takes the factor away, where the account does not ask for one. */
  remove(options?: CallOptions): Promise<Seen<Answers["remove"], Session, Travel>>
}
