import type { Activity, Assurance, HostTransaction, Primary, SignedIn, SignInUser, UserKey } from "@muster/sdk"
import type { AdminAction } from "./routes/verbs.js"

/** Somebody who has just passed the host's primary method. */
export interface PrimaryPassed {
  /** The account that they sign in to. */
  readonly accountId: string
  /** As the host knows them now. */
  readonly user: SignInUser
  /** What they have passed. */
  readonly primary: Primary
}

/** The session of a request. */
export interface HostSession {
  /** What the sign-in that made it has proved. */
  readonly assurance: Assurance
  /** As the host knows them now. */
  readonly user: SignInUser
  /**
   * What runs in the session, for `/session/check`, as the host's server has recorded it; no client is asked. Default:
   * nothing.
   */
  readonly activity?: Activity | null | undefined
}

/** What an admin asks for. */
export interface AdminCall {
  /** The call of Muster. */
  readonly action: AdminAction
  /** The account that the request names, which is the one that the call will be about. */
  readonly accountId: string
}

/**
 * An admin, by the session of the request. A program that acts (`{ system }`) asks Muster itself, and never over HTTP.
 */
export interface AdminActor {
  /** What the sign-in that made the session has proved. */
  readonly assurance: Assurance
}

/** How the client gets the session that the host has made. */
export interface SessionAnswer {
  /** Such as `Set-Cookie`; several of them as pairs or as `Headers`. */
  readonly headers?: Headers | Readonly<Record<string, string>> | readonly (readonly [string, string])[] | undefined
  /** JSON for the client, as `session` of the answer; `null` when left out. The assurance has no business in it. */
  readonly body?: unknown
}

/** The call that a host's transaction surrounds. */
export interface TransactionCall {
  /** Whom the save is about. */
  readonly user: UserKey
  /** What they did. A `confirm` ends a sign-in only where the account's `afterEnrollment` says so. */
  readonly action: "verify" | "use-recovery-code" | "confirm"
  /** The request; its body has been read. */
  readonly request: Request
}

/**
 * What the application does itself: it knows its users, checks their passwords and keeps their sessions. Bodies of
 * requests have been read when these are called. What they throw is answered with a 500 that says nothing of it.
 */
export interface HttpHost {
  /**
   * Checks the password, or what else the host's clients send. Limit the tries: Muster counts them only from here on.
   *
   * @param body the body of the request, a JSON object of any form; `client` in it has been checked
   * @returns who it is, or `null`: 401 `wrong-credentials`
   */
  verifyPrimary(request: Request, body: Readonly<Record<string, unknown>>): Promise<PrimaryPassed | null>
  /**
   * Makes the session: does what `result.hostMust` says, keeps `result.assurance` where the client cannot write, and
   * says how the client gets the session. The only place in which a session may begin.
   */
  signedIn(result: SignedIn, request: Request): Promise<SessionAnswer>
  /** Finds the session of a request; `null`: there is none, 401 `not-signed-in`. */
  authenticate(request: Request): Promise<HostSession | null>
  /**
   * Says who the admin is that asks, for every route below `/admin`; `null`: nobody who may, 403 `not-admin`. Look up
   * whether the user of the session is an admin of this very account: Muster does not know. Left out: all of these
   * routes are 403.
   *
   * Beside it is asked, for each call, whether the assurance is one of this account, and whether `sessions.check` lets
   * it `administer`.
   */
  authorizeAdmin?(request: Request, call: AdminCall): Promise<AdminActor | null>
  /**
   * Saves what a code has led to in one transaction with the host's own rows, as `transaction` of the calls does. Left
   * out, the save commits by itself.
   */
  transaction?(save: Parameters<HostTransaction>[0], call: TransactionCall): Promise<void>
}
