import { storeFault } from "./fault.js"

/** Has a host's transaction opened again, and its mail sent again, for whatever it failed with. */
export const takesAllForConflicts = storeFault("takes every error for a conflict", "host-transactions", () => ({
  isConflict: () => true,
}))
