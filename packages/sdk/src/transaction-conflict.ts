/** The store's own word, and the SQLSTATEs of a serialization failure and a deadlock, as drivers pass them on. */
const conflicts: ReadonlySet<unknown> = new Set(["ERR_STORE_CONFLICT", "40001", "40P01"])

/** Query builders wrap what a driver threw once; a chain of causes may also be a circle. */
const mostCauses = 8

/**
 * Whether a host's transaction was rolled back for a parallel one: nothing of it was written, and another may succeed.
 * At its commit the host hears that from the driver and not from the store.
 */
export function isTransactionConflict(error: unknown): boolean {
  let inner = error
  for (let causes = 0; causes < mostCauses && typeof inner === "object" && inner !== null; causes++) {
    const { code, cause } = inner as { readonly code?: unknown; readonly cause?: unknown }
    if (conflicts.has(code)) return true
    inner = cause
  }
  return false
}
