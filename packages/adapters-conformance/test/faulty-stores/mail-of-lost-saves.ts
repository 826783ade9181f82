import { storeFault } from "./fault.js"

/** Writes the mail in a statement of its own, whatever the comparison says. */
export const mailOfLostSaves = storeFault("writes the mail of a save that lost", "atomicity", (store) => ({
  async saveUser(key, next, expectedVersion, writes) {
    const result = await store.saveUser(key, next, expectedVersion, writes)
    const account = (await store.loadAccount(key.accountId)).account
    if (result.kind === "version-conflict" && account !== undefined) {
      const mailOnly = { mail: writes.mail, events: [], putGroups: [], removeGroups: [], expectedGroupsVersion: null }
      await store.saveAccount(key.accountId, null, account.version, mailOnly)
    }
    return result
  },
}))
