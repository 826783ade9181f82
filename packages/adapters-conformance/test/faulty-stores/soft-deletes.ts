import { storeFault } from "./fault.js"

/** Leaves what it was to delete where it is. */
export const softDeletes = storeFault("keeps mail and events of whom it erased", "erasure", () => ({
  async eraseTraces() {},
}))
