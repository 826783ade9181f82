import { storeFault } from "./fault.js"

/** Looks whether a user exists, and then inserts or updates, as an upsert does. */
export const overwritesNewUsers = storeFault("saves a new user over another new one", "races", (store) => ({
  async saveUser(key, next, expectedVersion, writes) {
    if (expectedVersion !== 0 || writes.accountVersion !== undefined || writes.transaction !== undefined) {
      return store.saveUser(key, next, expectedVersion, writes)
    }
    const given = structuredClone({ next, writes })
    if ((await store.loadUser(key)).user !== undefined) return { kind: "version-conflict" }
    for (let version = 0; ; version++) {
      const result = await store.saveUser(key, given.next, version, given.writes)
      if (result.kind === "saved") return result
    }
  },
}))
