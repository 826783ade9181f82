import { storeFault } from "./fault.js"

/** Knows one way to end a hold: emptying everything, the count that leads to a lock included. */
export const releasesEverything = storeFault("unlocks where it should release", "settlements", (store) => ({
  saveUser: (key, next, version, writes) =>
    store.saveUser(key, next, version, {
      ...writes,
      settle: writes.settle.map(({ pool, ...settlement }) =>
        settlement.kind === "release" ? { pool, kind: "unlock" } : { pool, ...settlement },
      ),
    }),
}))
