import type { Instant } from "@muster/core"
import type { Dependencies } from "./dependencies.js"
import type { StoredAccount, StoredUser, ThrottlePool, UserKey, UserThrottle } from "./ports/index.js"
import { readAccountState } from "./state/account-state.js"
import type { State } from "./state/state.js"
import { userOf } from "./state/user-state.js"
import { userKey } from "./user-key.js"

export type { State } from "./state/state.js"

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
  const account = readAccountState(loaded.account, deps.defaults)
  return { now: loaded.now, account, ...userOf(account, loaded.user), throttle: loaded.throttle }
}

/** Loads a user with their account and one of their throttles, in one read. */
export async function loadState(deps: Dependencies, key: UserKey, pool: ThrottlePool = "codes"): Promise<State> {
  const loaded = await deps.clockGuard.timed(() => deps.store.loadUser(userKey(key)))
  return readState(deps, { ...loaded, throttle: loaded.throttles[pool] })
}
