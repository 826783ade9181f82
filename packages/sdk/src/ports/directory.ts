import type { Client } from "@muster/policy"
import type { Page, UserKey } from "./keys.js"

/** A user as the host knows them. Muster keeps none of it. */
export interface DirectoryUser {
  /** Stable and unique within the account; 1 to 200 characters. The id that sign-ins give. */
  readonly id: string
  /** The account that the user was found in. May be left out; when given, it is compared with the one asked for. */
  readonly accountId?: string | undefined
  /** Where the email code goes. `null`: none. One that is not a single address counts as none. */
  readonly email: string | null
  /** Whether the user administers the account. */
  readonly isAdmin: boolean
  /** Whether the user is a program rather than a person: never asked to enroll. */
  readonly isService: boolean
  /** Whether the user can sign in with a password that the host keeps. */
  readonly hasLocalPassword: boolean
  /**
   * Whether the user signs in through an identity provider; default `false`. Who does, and has no local password,
   * counts as never asked to enroll. Magic links and passkeys are no identity provider.
   */
  readonly usesSso?: boolean | undefined
  /** BCP 47, for the mailer. */
  readonly locale?: string | undefined
  /** The app that the user was last seen with; absent: not known. */
  readonly lastClient?: Client | undefined
  /** The device group that the user belongs to, for lists of users; absent: none. A sign-in is judged by its own. */
  readonly deviceGroupId?: string | undefined
}

/**
 * The host's users, page by page: what previews, adoption and lists of users read. Without one they know only users who
 * began to enroll.
 *
 * - **Users come in order of id, by code point**, each once over all pages: Muster merges them with its own rows. In
 *   Postgres that is `order by id collate "C"`, in SQLite `order by id`; not the order of a language.
 * - **A page holds at most `limit` users**, and at least one if another page follows.
 * - **Only users of the account that was asked for.** An id of another account behaves like an unknown one.
 * - **Ids are compared letter by letter.** "Ann" is not "ann": `get` answers the very id that it was asked for, or
 *   nobody.
 *
 * A directory that breaks one of these makes the call throw `ERR_CONFIGURATION` with the field `directory`. So does
 * one that takes more than 20 seconds to answer. What it throws itself reaches the caller as it is.
 */
export interface UserDirectory {
  /**
   * A page of the account's users. `after` is the `next` of the page before, and `null` at the start; one that somebody has made
   * up never arrives here.
   */
  list(input: {
    readonly accountId: string
    readonly after: string | null
    readonly limit: number
  }): Promise<Page<DirectoryUser>>
  /** One user, for a single status and for the calls about one user; `undefined`: the account has no such user. */
  get(key: UserKey): Promise<DirectoryUser | undefined>
}
