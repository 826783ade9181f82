import { storeFault } from "./fault.js"

/** Compares the version in one statement, and writes over whatever is there in the next. */
export const lostUpdate = storeFault("compares an account in one step and saves it in the next", "races", (store) => ({
  async saveAccount(accountId, next, expectedVersion, writes) {
    if (next === null || writes.expectedGroupsVersion !== null) {
      return store.saveAccount(accountId, next, expectedVersion, writes)
    }
    const given = structuredClone({ next, writes })
    const account = (await store.loadAccount(accountId)).account
    if ((account?.version ?? 0) !== expectedVersion) return { kind: "version-conflict" }
    for (let version = expectedVersion; ; version++) {
      const result = await store.saveAccount(accountId, given.next, version, given.writes)
      if (result.kind === "saved") return result
    }
  },
}))
