import { storeFault } from "./fault.js"

/** Saves on a connection of its own. */
export const ignoresTransaction = storeFault(
  "saves outside of the host's transaction",
  "host-transactions",
  (store) => ({
    saveUser: (key, next, expectedVersion, { transaction: _ignored, ...writes }) =>
      store.saveUser(key, next, expectedVersion, writes),
  }),
)
