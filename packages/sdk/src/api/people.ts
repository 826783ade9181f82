import type { ActorName } from "@muster/policy"
import type { Assurance } from "../assurance.js"

/** How somebody proved who they are before Muster was asked. */
export type Primary = "password" | "sso" | "magic-link" | "passkey" | "password-reset"

/** Who passed the primary method. All of it comes from the host, at each sign-in; Muster keeps none of it. */
export interface SignInUser {
  /** Stable and unique within the account; 1 to 200 characters. */
  readonly id: string
  /** Where the email code goes, and the account's name in the authenticator app; at most 254 octets. `null`: none. */
  readonly email: string | null
  /** BCP 47, for the mailer; at most 35 characters. */
  readonly locale?: string | undefined
  /** A program rather than a person: never asked to enroll. */
  readonly isService?: boolean | undefined
  /**
   * Whether the user can sign in with a password that the host keeps; default `true`. Who cannot, and came by `sso`, is
   * not asked to enroll; magic links and passkeys excuse nobody.
   */
  readonly hasLocalPassword?: boolean | undefined
  /** The device group that the user belongs to, for the stages of a roll-out; absent: none. */
  readonly deviceGroupId?: string | undefined
}

/** Who acts: an admin by the assurance of the session that asks, or the host itself (`system` names the program). */
export type Actor = { readonly assurance: Assurance } | { readonly system: string }

/** An {@link Actor} as recorded in events and answers. */
export type { ActorName }
