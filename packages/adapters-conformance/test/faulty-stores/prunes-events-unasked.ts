import { storeFault } from "./fault.js"

/** Knows one age for everything, so that whoever clears the outbox loses the audit log. */
export const prunesEventsUnasked = storeFault("prunes events that are to be kept", "retention", (store) => ({
  prune: ({ before, limit }) => store.prune({ before, eventsBefore: before, limit }),
}))
