import type { Dependencies } from "../dependencies.js"
import { type Account, writeAccountState } from "../state/account-state.js"

/**
 * Writes down an account that was never changed, as it is: then it has a version that saves can compare. Loses to
 * whoever writes it first, which comes to the same.
 */
export async function createAccount(deps: Dependencies, accountId: string, account: Account): Promise<void> {
  const nothing = { putGroups: [], removeGroups: [], expectedGroupsVersion: null, mail: [], events: [] }
  await deps.store.saveAccount(accountId, writeAccountState({ ...account, ownSettings: {} }), 0, nothing)
}
