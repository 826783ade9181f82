import { storeFault } from "./fault.js"

/** Deletes everything that is old in one statement, which locks a large table for long. */
export const prunesWithoutLimit = storeFault("prunes without a limit", "retention", (store) => ({
  prune: (input) => store.prune({ ...input, limit: Number.MAX_SAFE_INTEGER }),
}))
