import type { MusterStore } from "./ports/index.js"

/** The store's own word, and the SQLSTATEs of a serialization failure and a deadlock, as drivers pass them on. */
const conflicts: ReadonlySet<unknown> = new Set(["ERR_STORE_CONFLICT", "40001", "40P01"])

/** Query builders wrap what a driver threw once; a chain of causes may also be a circle. */
const mostCauses = 8

/**
 * Whether a host's transaction was rolled back for a parallel one: nothing of it was written, and another may succeed.
 * Where it begins or commits, the host hears that from the driver and not from the store; but the store may know the
 * driver's errors.
 */
export function isTransactionConflict(store: Pick<MusterStore, "isConflict">, error: unknown): boolean {
  let inner = error
  for (let causes = 0; causes < mostCauses && typeof inner === "object" && inner !== null; causes++) {
    const { code, cause } = inner as { readonly code?: unknown; readonly cause?: unknown }
    // Compared, since a promise would be as good as true, and an error of the host's own be decided again.
    if (conflicts.has(code) || store.isConflict?.(inner) === true) return true
    inner = cause
  }
  return false
}
