import type { Instant, TotpParameters } from "@muster/core"
import type { Client, PersonState, Refused, Standing } from "@muster/policy"
import type { Page, PageInput, UserKey } from "../ports/index.js"
import type { Actor } from "./people.js"
import type { ProofNeeded } from "./refusals.js"

/**
 * Where somebody stands with two-factor, as `personState` of `@muster/policy` says. Whoever has a factor is `enrolled`,
 * whatever else holds; `service`, `single-sign-on` and `exempt` need none.
 */
export type UserState = PersonState

/** Somebody of the account, as an admin page shows them. */
export interface UserStatus {
  /** The user within the account. */
  readonly userId: string
  /**
   * Whether the host's directory lists the user; `false`: they have left it, and Muster's row stays. `null`: there is
   * no directory to ask.
   */
  readonly inDirectory: boolean | null
  /** As the directory says; `null`: none, or not known. */
  readonly email: string | null
  /** As the directory says; `false` where it is not known. */
  readonly isAdmin: boolean
  /** Where the user stands. */
  readonly state: UserState
  /** When the factor was confirmed; `null`: there is none. */
  readonly enrolledAt: Instant | null
  /** Recovery codes that are not used up. */
  readonly recoveryCodesLeft: number
  /**
   * Until when the app's codes or the recovery codes of the user are not heard, the later where both wait; `null`: not
   * locked. Waits of an hour at most after a wrong code do not count.
   */
  readonly lockedUntil: Instant | "until-unlocked" | null
  /** Until when the user need not enroll; `null`: not exempt. An enrolled user may be exempt too. */
  readonly exemptUntil: Instant | null
  /** The device group that the user belongs to, as the directory says; `null`: none, or not known. */
  readonly deviceGroupId: string | null
  /** The app that the user was last seen with, as the directory says; `null`: not known. */
  readonly client: Client | null
  /** How that app stands against the vendor's minimum; `meets` where none applies to it. */
  readonly buildStanding: Standing
  /** When a second factor was last accepted. */
  readonly lastSignInAt: Instant | null
}

/** An admin's call about one user. */
export interface UserCall extends UserKey {
  /** While two-factor is on, an admin's assurance has to come from a second factor, at most `freshProofMinutes` (15) ago. */
  readonly actor: Actor
  /** Why, for the audit log: 1 to 500 characters. */
  readonly reason: string
}

/**
 * The account's users, for admins. That somebody is an admin is the host's to know, before it calls.
 *
 * Everything about a user that is no row of Muster's comes from the host's directory (`directory` of `createMuster`).
 * With one, an id that neither it nor Muster knows is refused as `user-unknown`; who has left it, and was known to
 * Muster, can still be reset and unlocked. Without one, lists hold only users who began to enroll, and their addresses
 * are `null`.
 *
 * Whatever an admin changes here is told to the user by mail: at the address that was confirmed with the factor,
 * directory or none, and at the one that the directory has now, where it is another. An imported factor has no confirmed
 * address, nor has somebody without one. `primaryChanged` tells nobody: of that the host tells.
 */
export interface Users {
  /**
   * The users in order of id by code point. Without a filter a call reads a page or two of the directory and of the
   * store, more only where those are short; with one it reads on, a thousand users at a time. It reads ten pages of
   * each at most, so a page may hold fewer users than `limit`, even none, and still lead to another: a list ends where
   * `next` is `null`. `blocked-by-build`: whoever would be told to update before a code is asked for.
   *
   * @throws ERR_INVALID_INPUT for a cursor that is none; ERR_CONFIGURATION with the field `directory` for a directory
   * that breaks a promise of its port
   */
  list(
    input: PageInput & {
      readonly accountId: string
      readonly state?: UserState | "locked" | "blocked-by-build" | undefined
    },
  ): Promise<Page<UserStatus>>
  /**
   * One user: one statement, and one read of the directory. An id that nobody knows is `not-enrolled`, with
   * `inDirectory: false`. Without a directory `inDirectory` is `null`, and so is what only it knows: the address, the
   * device group and the app; `isAdmin` is `false` then, and only enrolling and exemptions tell one user from another.
   *
   * @throws ERR_CONFIGURATION with the field `directory` for a directory that answers another user, as one does that
   * looks ids up without regard to case
   */
  status(input: UserKey): Promise<UserStatus>
  /**
   * Takes a user's factor away, for somebody who has lost the phone: where two-factor binds them, they enroll again at
   * the next sign-in. Recovery codes, an open enrollment, locks and all sessions and tickets end with it; an exemption
   * stays. Of somebody without a factor it still ends open tickets and sessions. A user who had a factor is told by
   * mail, at the address that was confirmed with it and at the one that the directory has now; where neither is known,
   * nobody is told.
   *
   * While two-factor is on, an admin of the directory is reset only where another has a factor. An enrolled admin who
   * acts is that other; for a program, the directory is read as far as to the first one.
   *
   * @returns `reset`; `proof-needed`; or `refused` with `self-reset`, `user-unknown`, `last-enrolled-admin`,
   * `assurance-invalid` or, after three lost races, `changed-meanwhile`
   *
   * @example
   * ```ts
   * const reason = "phone lost, identity checked by video"
   * const result = await muster.users.reset({ accountId, userId, actor, reason })
   * if (result.kind === "proof-needed") return askToSignInAgain()
   * ```
   */
  reset(input: UserCall): Promise<{ readonly kind: "reset"; readonly epoch: number } | ProofNeeded | Refused>
  /**
   * Ends every wait and lock that wrong codes have led to, those of recovery codes too, and begins their counts anew.
   * The user's factor and sessions stay; the user is told by mail. Where nothing waits, nothing is written, the counts
   * included, and nobody is told.
   *
   * @returns `unlocked`, with `changed: false` where nothing waited; `proof-needed`; or `refused` with `user-unknown`,
   * `assurance-invalid` or, after three lost races, `changed-meanwhile`
   */
  unlock(input: UserCall): Promise<{ readonly kind: "unlocked"; readonly changed: boolean } | ProofNeeded | Refused>
  /**
   * Excuses a user from enrolling until an instant at most 90 days ahead; `null` ends it. It excuses nothing else: who
   * has a factor is asked for its code all the same. The user is told by mail, of a new end and of the end too. Again with
   * the same end: `exempted`, and nothing is written.
   *
   * @returns `exempted`; `proof-needed`; or `refused` with `date-in-past`, `date-too-late`, `user-unknown`,
   * `assurance-invalid` or `changed-meanwhile`
   */
  exempt(
    input: UserCall & { readonly until: Instant | null },
  ): Promise<{ readonly kind: "exempted"; readonly until: Instant | null } | ProofNeeded | Refused>
  /**
   * Takes over a factor from another library, so that nobody has to enroll again. No code of the present time step, of the next
   * one or of an earlier one is accepted, since the other library may have accepted it: the first that counts is shown after a
   * minute, or two where codes change once a minute. Stop the other library from accepting codes before. An open enrollment, and
   * all sessions and tickets of the user end at once, running activities included. Recovery codes do not come with it: the user makes them by
   * `factors.regenerateRecoveryCodes`. The user is told by mail at the address of the directory, if there is one.
   *
   * @returns `imported`; `already-enrolled`, and nothing is changed; `proof-needed`; or `refused` with `user-unknown`,
   * `assurance-invalid` or, after three lost races, `changed-meanwhile`
   * @throws ERR_INVALID_INPUT with the field `secret` below 16 bytes, or below 10 with `dangerouslyAllowShortSecret`, and above
   * 64; with the field `totp`, or one in it, for parameters that no authenticator has
   *
   * @example
   * ```ts
   * const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const
   * const result = await muster.users.importFactor({ accountId, userId, actor, reason: "moved", secret, totp })
   * ```
   */
  importFactor(
    input: UserCall & {
      /** The bytes of the shared secret. */
      readonly secret: Uint8Array
      /** How its authenticator makes codes. */
      readonly totp: TotpParameters
      /** Takes secrets of 10 to 15 bytes, which is less than RFC 4226 §4 R6 asks for. */
      readonly dangerouslyAllowShortSecret?: boolean | undefined
    },
  ): Promise<
    | { readonly kind: "imported"; readonly epoch: number }
    | { readonly kind: "already-enrolled" }
    | ProofNeeded
    | Refused
  >
  /**
   * Tells Muster that the password, the address or the way to sign in has changed: open tickets and all sessions of the user
   * are dead, a replacement that waits ends, and so does the hold of whoever had filled the attempt budget. A lock, and the wait
   * after the last wrong code, stay. Call it after the change has committed, and sign the user in anew where the session that
   * made it is to go on. Of somebody whom Muster does not know a row is kept from then on.
   *
   * @throws ERR_STORE_CONFLICT (retryable) after three lost races: nothing was noted. It is no answer, since one that the host
   * overlooks would leave the tickets of a stolen password alive
   */
  primaryChanged(input: UserKey): Promise<{ readonly kind: "noted" }>
  /**
   * Deletes what Muster keeps about a user: record, attempts, mail and the audit events about them. Under the user's id the epoch
   * alone is left, one higher than before, so that no ticket and no session of before counts for whoever begins anew under the
   * same id; lists show it no more, unless the directory lists the user. One event without the user's id says that somebody was
   * erased; what they did to others as an admin stays in the log, with their id.
   *
   * It takes a factor by the rules of `reset`: no admin erases themselves, while two-factor is on the last enrolled admin stays,
   * and a user who had a factor is told by mail, at both addresses. No mail of theirs outlives the call, so the notice is
   * sent within it, whatever `sendMail` says, and tried once.
   *
   * @returns `erased`, also for somebody whom Muster did not know; `proof-needed`; or `refused` with `self-reset`,
   * `last-enrolled-admin`, `assurance-invalid` or, after three lost races, `changed-meanwhile`
   * @throws what the store throws; where that was half-way, mail and events are left, and the call is to be made again; a notice
   * that was not tried by then is not sent any more
   */
  erase(input: UserCall): Promise<{ readonly kind: "erased" } | ProofNeeded | Refused>
}
