import type { Dependencies } from "../dependencies.js"
import { loggedError } from "../logging/logged-error.js"
import type { UserKey } from "../ports/index.js"
import { userKey } from "../user-key.js"
import { tries } from "./lost-races.js"
import { type Charge, settleAttempt } from "./settle-attempt.js"

/**
 * Runs what comes between a charge and its settlement. When that throws (a key that cannot be had, a record that cannot
 * be read), nothing was compared: the attempt is returned, so that an outage neither locks people out nor looks like
 * guessing.
 */
export async function orReturned<T>(
  deps: Dependencies,
  key: UserKey,
  charge: Charge,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // The fault that is on its way to the caller is the one to see; the attempt stays spent.
    await returnAttempt(deps, key, charge).catch((fault: unknown) => {
      deps.log("attempt-not-returned", { accountId: key.accountId, error: loggedError(fault) })
    })
    throw error
  }
}

/** Returns an attempt without reading or changing the user's state, which may be what cannot be read. */
export async function returnAttempt(deps: Dependencies, key: UserKey, charge: Charge): Promise<void> {
  const settled = settleAttempt("refund", charge)
  if (settled === null) return
  for (let round = 0; round < tries; round++) {
    const { user } = await deps.store.loadUser(userKey(key))
    if (user === undefined) return
    const saved = await deps.store.saveUser(userKey(key), user.value, user.version, {
      mail: [],
      events: [],
      withdraw: settled.withdraw,
      settle: [settled.settlement],
    })
    if (saved.kind === "saved") return
  }
  deps.log("attempt-not-returned", { accountId: key.accountId })
}
