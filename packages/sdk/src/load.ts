import type { Instant } from "@muster/core"
import type { UserRecord } from "@muster/enrollment"
import type { Dependencies } from "./dependencies.js"
import type { StoredAccount, StoredUser, ThrottlePool, UserKey, UserThrottle } from "./ports/index.js"
import { type Account, readAccountState } from "./state/account-state.js"
import { readUserState } from "./state/user-state.js"
import { userKey } from "./user-key.js"

/** A user and their account at one instant: all that a decision looks at. */
export interface State {
  readonly now: Instant
  readonly account: Account
  readonly record: UserRecord
  readonly version: number
  /** Of the pool that the call is about. */
  readonly throttle: UserThrottle
}

/** Reads what a store has returned. */
export function readState(
  deps: Dependencies,
  loaded: {
    readonly account: StoredAccount | undefined
    readonly user: StoredUser | undefined
    readonly throttle: UserThrottle
    readonly now: Instant
  },
): State {
  return {
    now: loaded.now,
    account: readAccountState(loaded.account, deps.defaults),
    ...readUserState(loaded.user),
    throttle: loaded.throttle,
  }
}

/** Loads a user with their account and one of their throttles, in one read. */
export async function loadState(deps: Dependencies, key: UserKey, pool: ThrottlePool = "codes"): Promise<State> {
  const loaded = await deps.clockGuard.timed(() => deps.store.loadUser(userKey(key)))
  return readState(deps, { ...loaded, throttle: loaded.throttles[pool] })
}
