import type { Instant } from "@muster/core"
import type { Client, Refused } from "@muster/policy"
import type { Assurance } from "../assurance.js"
import type { SignInUser } from "./people.js"
import type { Busy, CodeRefusal, NotEnrolled, ProofNeeded, SessionEnded, UpdateClient } from "./refusals.js"
import type { Enroll } from "./sign-in.js"

/** A replacement that waits for the account's hold; the old authenticator works meanwhile, and a code from it ends the wait. */
export interface Held {
  readonly kind: "held"
  /** From when on `factors.beginReplacement` leads into an enrollment. */
  readonly until: Instant
}

/** By the account's rule only an admin can help: `users.reset`. */
export interface AdminOnly {
  readonly kind: "admin-only"
}

/** Somebody on the sign-in screen who cannot answer the challenge. */
export interface LostAuthenticator {
  /** The ticket of the challenge. */
  readonly ticket: string
  /** One of the recovery codes, as typed, where the account's rule asks for it; it is spent. */
  readonly recoveryCode?: string | undefined
  /**
   * Names this try at a recovery code, as in `signIn.verify`: the same name with the same ticket and code within 60 seconds gives a
   * ticket for the same replacement, which expires when the first one does, while that replacement is open. Without a recovery
   * code there is nothing to name: the answer can be asked for again anyway.
   */
  readonly attemptId?: string | undefined
}

/** Somebody who is signed in and wants another authenticator. */
export interface NewAuthenticator {
  /** Of the session that asks: a second factor, at most `freshProofMinutes` (15) ago. */
  readonly assurance: Assurance
  /** As the host knows them now. */
  readonly user: SignInUser
  /** What the session runs on. */
  readonly client: Client
}

/** A new set of recovery codes. */
export interface RecoveryCodesRegenerated {
  readonly kind: "regenerated"
  /** Ten one-use codes. Shown now and never again. */
  readonly recoveryCodes: readonly string[]
  /** Pass it to `acknowledgeRecoveryCodes` once the user has kept them. */
  readonly setId: string
}

/**
 * The user's own factor. Each call needs a second factor in the session that asks, at most `freshProofMinutes` ago: 15, unless
 * `createMuster` was given fewer (`signIn.stepUp` makes one fresh), except where the account's rule says otherwise.
 */
export interface Factors {
  /**
   * Begins to put another authenticator in the place of the one there is, which works until the new one is confirmed. By the
   * account's rule: `authenticator-or-recovery-code` asks for one of them, `self-service` for the primary method and an email
   * code, after a hold if there is one, `admin-only` lets nobody. Go on with `enrollment` and the ticket. Of a hold that begins
   * the user is told by mail, and so are the first ten admins on the first page of the host's directory. It counts as a mail with
   * a code: after five in an hour or ten in a day to the user, or where the mail budget has no room, none begins (`throttled` with
   * the limit `mail`), so that each is told and nobody is flooded.
   *
   * @returns `enroll`; `proof-needed` (with what would do); `held`; `admin-only`; `not-enrolled`; `update-client`;
   * `session-ended`; or what refuses a recovery code: `wrong-code`, `throttled`, `locked`, `busy`, `ticket-rejected`
   * @throws ERR_INVALID_INPUT with the field `user.id` when the assurance is another user's, or with the field `attemptId`
   * @see NIST SP 800-63B-4 §4.2.2.2; ASVS 6.4.4, 7.5.1: `self-service` is less than they ask for
   *
   * @example
   * ```ts
   * const begun = await muster.factors.beginReplacement({ ticket, recoveryCode })
   * if (begun.kind !== "enroll") return showMessage(explain(begun))
   * const sent = await muster.enrollment.sendEmailCode({ ticket: begun.ticket })
   * ```
   */
  beginReplacement(
    input: LostAuthenticator | NewAuthenticator,
  ): Promise<Enroll | ProofNeeded | Held | AdminOnly | NotEnrolled | UpdateClient | SessionEnded | CodeRefusal>
  /**
   * Ends a replacement that waits or is under way, and its tickets with it; the mail about the hold asks for this. Any second
   * factor in the session will do for one that rests on the mailbox alone, since every accepted code of the old authenticator ends
   * that anyway; one that was proved needs a fresh one.
   *
   * @returns `cancelled`, with `changed: false` when there was none; `proof-needed`; `session-ended`
   */
  cancelReplacement(input: {
    readonly assurance: Assurance
  }): Promise<{ readonly kind: "cancelled"; readonly changed: boolean } | ProofNeeded | SessionEnded | Busy>
  /**
   * Makes a new set of recovery codes. The old set works until {@link Factors.acknowledgeRecoveryCodes}, so that a page that is
   * lost costs nothing; nobody is told before.
   *
   * @returns `regenerated`; `proof-needed`; `not-enrolled`; `session-ended`; `busy` after three lost races
   *
   * @example
   * ```ts
   * const made = await muster.factors.regenerateRecoveryCodes({ assurance })
   * if (made.kind !== "regenerated") return showMessage(explain(made))
   * await showOnce(made.recoveryCodes)
   * await muster.factors.acknowledgeRecoveryCodes({ assurance, setId: made.setId })
   * ```
   */
  regenerateRecoveryCodes(input: {
    readonly assurance: Assurance
  }): Promise<RecoveryCodesRegenerated | ProofNeeded | NotEnrolled | SessionEnded | Busy>
  /**
   * Puts the set that was shown in the place of the old one, whose codes are dead from then on. Again with the same `setId`:
   * `acknowledged`, and nothing is written. Needs no proof of its own, since making the set did; the user is told by mail, at the
   * address that was confirmed with the factor and at that of the directory.
   *
   * @returns `acknowledged`; `superseded` when another set was made since; `not-enrolled`; `session-ended`; `busy`
   */
  acknowledgeRecoveryCodes(input: {
    readonly assurance: Assurance
    readonly setId: string
  }): Promise<{ readonly kind: "acknowledged" } | { readonly kind: "superseded" } | NotEnrolled | SessionEnded | Busy>
  /**
   * Takes the factor away for its own user, where the account does not ask for one: two-factor is off, or the user is exempt, in
   * a stage that has not begun, a program, or by the directory one who signs in through an identity provider alone. Recovery
   * codes, open enrollments, and all sessions and tickets end with it, this session too; the user is told by mail, at the address
   * that was confirmed with the factor and at that of the directory. A stage excuses nobody who has lost a factor: its user
   * enrolls again at the next sign-in.
   *
   * @returns `removed`; `refused` with `required-by-account` or `last-enrolled-admin`; `proof-needed`; `not-enrolled`;
   * `session-ended`; `busy` after three lost races
   */
  remove(input: {
    readonly assurance: Assurance
  }): Promise<{ readonly kind: "removed" } | ProofNeeded | NotEnrolled | SessionEnded | Refused | Busy>
}
