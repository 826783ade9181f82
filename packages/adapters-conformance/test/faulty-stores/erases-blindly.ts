import { storeFault } from "./fault.js"

/** Erases an account that has changed since somebody decided to. */
export const erasesBlindly = storeFault("erases an account without comparing", "erasure", (store) => ({
  async eraseAccount(accountId, erasure) {
    const given = structuredClone(erasure)
    const { account } = await store.loadAccount(accountId)
    const { version = 0, groupsVersion = 0 } = account ?? {}
    const compared = { expectedVersion: version, expectedGroupsVersion: groupsVersion }
    return store.eraseAccount(accountId, { ...given, ...compared })
  },
}))
