import type { Instant } from "@muster/core"
import type { AccountSettings, Client, Reasons } from "@muster/policy"
import type { Assurance } from "../assurance.js"
import type { EnrollmentStep } from "./enrollment-steps.js"
import type { HostTransaction } from "./host-transaction.js"
import type { Primary, SignInUser } from "./people.js"
import type { CodeRefusal, NotEnrolled, SessionEnded, UpdateClient } from "./refusals.js"

/** The sign-in is finished. */
export interface SignedIn {
  readonly kind: "signed-in"
  /** Keep it in your session; `sessions.check` asks for it. */
  readonly assurance: Assurance
  /** What the host owes: a new session id, and the end of the user's other sessions (they also end at their next check). */
  readonly hostMust: readonly ("rotate-session-id" | "end-other-sessions")[]
  /** Set after a recovery code. */
  readonly recoveryCodesLeft?: number
  /** Why this is enough. */
  readonly reasons: Reasons
}

/** A code is needed: ask for it, and pass it with the ticket to `signIn.verify`. */
export interface Challenge {
  readonly kind: "challenge"
  /** Keep it for `verify`. */
  readonly ticket: string
  /** When the ticket stops working. */
  readonly expiresAt: Instant
  /** How many digits the user's authenticator shows. */
  readonly digits: number
  /** When a try is heard, where earlier ones have led to a wait; `null`: no wait runs. `verify` says when the user is locked. */
  readonly retryAt: Instant | null
  /** Who may set up a new phone: what to offer beside the field. */
  readonly lostPhone: AccountSettings["replacement"]["rule"]
}

/** The user has to set up an authenticator first: lead them through `enrollment` with the ticket. */
export interface Enroll {
  readonly kind: "enroll"
  /** Keep it for the calls of `enrollment`. */
  readonly ticket: string
  /** When the enrollment ends unless it is confirmed. */
  readonly expiresAt: Instant
  /** Why the user has to. */
  readonly reasons: Reasons
  /** The first step, to show at once. */
  readonly current: EnrollmentStep
}

/** What comes after the primary method. */
export type BeginResult = SignedIn | Challenge | Enroll | UpdateClient

/** What comes of a code. */
export type VerifyResult = SignedIn | UpdateClient | CodeRefusal

/** Who signs in, and from where. */
export interface BeginSignIn {
  /** The account that the user signs in to. */
  readonly accountId: string
  /** As the host knows them now. */
  readonly user: SignInUser
  /** What they sign in from. */
  readonly client: Client
  /** What they have just passed. */
  readonly primary: Primary
}

/** A code for a challenge. */
export interface VerifyCode {
  /** The ticket of the challenge. */
  readonly ticket: string
  /** As typed: spaces, dashes and digits of any script are understood. */
  readonly code: string
  /**
   * Names this try, 16 to 100 characters that nobody can guess, such as a UUID: the same name with the same ticket and code within
   * 60 seconds gives the same answer, so that a lost response can be asked for again. Nothing is saved then, so `transaction` is
   * not called: it was, by the first call.
   */
  readonly attemptId?: string | undefined
  /** Saves inside the host's transaction. */
  readonly transaction?: HostTransaction | undefined
}

/** Signing in. */
export interface SignIn {
  /**
   * Says what comes after the primary method. Call it when, and only when, that has succeeded. Writes nothing.
   *
   * @returns `signed-in` (no code is needed), `challenge`, `enroll`, or `update-client`
   * @throws ERR_INVALID_INPUT, ERR_STORE_UNAVAILABLE
   */
  begin(input: BeginSignIn): Promise<BeginResult>
  /**
   * Asks somebody who is signed in for a code again, before something dangerous. `verify` then gives a fresh assurance, which
   * takes the place of the one in the session. Writes nothing.
   *
   * @returns `challenge`; `not-enrolled`; `update-client`; `session-ended`
   */
  stepUp(input: {
    readonly assurance: Assurance
    readonly client: Client
  }): Promise<Challenge | NotEnrolled | UpdateClient | SessionEnded>
  /**
   * Verifies the authenticator's code: charges an attempt, compares, and spends code and ticket in one save.
   *
   * @returns `signed-in`, `update-client` (the account's rules are asked again), or a refusal: `wrong-code`, `throttled`,
   * `locked`, `busy`, `ticket-rejected`
   * @throws ERR_STORE_UNAVAILABLE, ERR_KEY_UNAVAILABLE, ERR_RECORD_UNREADABLE, and ERR_INVALID_INPUT with the field `attemptId`;
   * never for what somebody typed
   */
  verify(input: VerifyCode): Promise<VerifyResult>
  /** Like {@link SignIn.verify}, with one of the recovery codes, which have their own attempt budget. Each works once. */
  useRecoveryCode(input: VerifyCode): Promise<VerifyResult>
}
