import { storeFault } from "./fault.js"

/** Writes groups blindly, also where two-factor is on. */
export const ignoresGroupsVersion = storeFault("never compares the groups version", "groups-version", (store) => ({
  saveAccount: (accountId, next, expectedVersion, writes) =>
    store.saveAccount(accountId, next, expectedVersion, { ...writes, expectedGroupsVersion: null }),
}))
