import type { Instant } from "@muster/core"
import type { UserRecord } from "@muster/enrollment"
import type { UserThrottle } from "../ports/index.js"
import type { Account } from "./account-state.js"

/** A user and their account at one instant: all that a decision looks at. */
export interface State {
  readonly now: Instant
  readonly account: Account
  readonly record: UserRecord
  readonly version: number
  /** Of the pool that the call is about. */
  readonly throttle: UserThrottle
}
