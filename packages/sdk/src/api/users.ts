import type { Instant } from "@muster/core"
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
  /** Whether the host's directory lists the user; `false`: they have left it, and Muster's row stays. `null`: there is no directory to ask. */
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
  /** Until when no numeric code of the user is heard, apart from the short waits between wrong ones; `null`: not locked. */
  readonly lockedUntil: Instant | "until-unlocked" | null
  /** Until when the user need not enroll; `null`: not exempt. An enrolled user may be exempt too. */
  readonly exemptUntil: Instant | null
  /** The app that the user was last seen with, as the directory says; `null`: not known. */
  readonly client: Client | null
  /** How that app stands against the vendor's minimum; `meets` where none applies to it. */
  readonly buildStanding: Standing
  /** When a second factor was last accepted. */
  readonly lastSignInAt: Instant | null
}

/** An admin's call about one user. */
export interface UserCall extends UserKey {
  /** While two-factor is on, an admin's assurance has to come from a second factor, at most 15 minutes ago. */
  readonly actor: Actor
  /** Why, for the audit log: 1 to 500 characters. */
  readonly reason: string
}

/**
 * The account's users, for admins. That somebody is an admin is the host's to know, before it calls.
 *
 * Everything about a user that is no row of Muster's comes from the host's directory (`directory` of `createMuster`). With
 * one, an id that it does not know is refused as `user-unknown`. Without one, lists hold only users who began to enroll,
 * their addresses are `null`, and nobody is mailed.
 */
export interface Users {
  /**
   * The users in order of id by code point. A filtered page may hold fewer users than `limit`, even none, and still lead to
   * another: a call reads at most ten pages of a thousand before it answers. `blocked-by-build`: whoever would be told to
   * update before a code is asked for.
   *
   * @throws ERR_INVALID_INPUT for a cursor that is none; ERR_CONFIGURATION with the field `directory` for a directory that
   * breaks a promise of its port
   */
  list(
    input: PageInput & {
      readonly accountId: string
      readonly state?: UserState | "locked" | "blocked-by-build" | undefined
    },
  ): Promise<Page<UserStatus>>
  /** One user. Of an id that nobody knows: `not-enrolled`, with `inDirectory: false`. */
  status(input: UserKey): Promise<UserStatus>
  /**
   * Takes a user's factor away, for somebody who has lost the phone: they enroll again at the next sign-in. Recovery codes,
   * an open enrollment, locks and all sessions and tickets end with it; an exemption stays. The user is told by mail.
   * Of somebody without a factor it still ends open tickets and sessions.
   *
   * @returns `reset`; `proof-needed`; or `refused` with `self-reset`, `user-unknown`, `last-enrolled-admin`,
   * `assurance-invalid` or, after three lost races, `changed-meanwhile`
   *
   * @example
   * ```ts
   * const result = await muster.users.reset({ accountId, userId, actor, reason: "phone lost, identity checked by video" })
   * if (result.kind === "proof-needed") return askToSignInAgain()
   * ```
   */
  reset(input: UserCall): Promise<{ readonly kind: "reset"; readonly epoch: number } | ProofNeeded | Refused>
  /**
   * Ends every wait and lock that wrong codes have led to. The user's factor and sessions stay.
   *
   * @returns `unlocked`, also for somebody who was not locked; `proof-needed`; or `refused` as for `reset`
   */
  unlock(input: UserCall): Promise<{ readonly kind: "unlocked" } | ProofNeeded | Refused>
  /**
   * Excuses a user from enrolling until an instant at most 90 days ahead; `null` ends it. It excuses nothing else: who has
   * a factor is asked for its code all the same. Again with the same end: `exempted`, and nothing is written.
   *
   * @returns `exempted`; `proof-needed`; or `refused` with `date-in-past`, `date-too-late`, `user-unknown`,
   * `assurance-invalid` or `changed-meanwhile`
   */
  exempt(
    input: UserCall & { readonly until: Instant | null },
  ): Promise<{ readonly kind: "exempted"; readonly until: Instant | null } | ProofNeeded | Refused>
}
