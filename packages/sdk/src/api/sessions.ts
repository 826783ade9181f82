import type { Instant } from "@muster/core"
import type { SessionVerdict } from "@muster/policy"
import type { Assurance } from "../assurance.js"
import type { UserKey } from "../ports/index.js"
import type { Primary } from "./people.js"

/** A support session, call or job that runs now, in this host session; as the host's server has recorded it. */
export interface Activity {
  /** The host's name for it. */
  readonly id: string
  /** When it began; one that began after the forced logout drains nothing. */
  readonly startedAt: Instant
}

/** The host's sessions. */
export interface Sessions {
  /**
   * Says whether a session goes on, on each request and at `nextChangeAt`. A missing or foreign assurance is `logout`.
   * Reads once, or within the option `cacheSeconds` not at all (`nextChangeAt` is then a minute away at most), writes nothing, so that a forced logout of any number of sessions is one row.
   *
   * @returns `continue`, `drain` (let the running activity end, start nothing new) or `logout`
   * @throws ERR_STORE_UNAVAILABLE; a failing store never turns into `logout`
   */
  check(input: {
    readonly assurance: Assurance | null | undefined
    readonly activity?: Activity | null | undefined
  }): Promise<SessionVerdict>
  /**
   * The assurance that a session from before Muster was installed would have. Reads and writes nothing. Say how it
   * began (`primary`, default `password`), and `notBound` of programs and of people without a local password, or the
   * forced logout ends their sessions too; `deviceGroupId` where stages of the roll-out go by group. In an account that was erased
   * it is over.
   *
   * @throws ERR_INVALID_INPUT
   */
  adopt(
    input: UserKey & {
      readonly signedInAt: Instant
      readonly primary?: Primary | undefined
      readonly notBound?: Assurance["notBound"] | undefined
      readonly deviceGroupId?: string | undefined
    },
  ): Assurance
}
