import type { Actor } from "./people.js"

/** A change of an account's settings. */
export interface AccountCall {
  /** The account to change. */
  readonly accountId: string
  /** While two-factor is on, an admin's assurance has to come from a second factor. */
  readonly actor: Actor
  /**
   * The version of the status that the form showed, a whole number from 0 on; refused `changed-meanwhile` when it is no
   * longer current. Left out (absent or `undefined`, not `null`): nothing is compared.
   */
  readonly ifVersion?: number | undefined
}

/** Goes on in spite of a refusal, with the reason that the audit log shall show. Left out: does not. */
export interface Override {
  /** 1 to 500 characters. */
  readonly reason: string
}
