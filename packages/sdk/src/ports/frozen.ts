/**
 * Freezes data all the way down, as a store's reads come back. Copies nothing, so it is for what a store has just made
 * itself. Bytes cannot be frozen; they belong to whoever reads them.
 *
 * @returns the same value
 */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}
