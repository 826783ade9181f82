/** Freezes what a read returns, all the way down. Bytes cannot be frozen; they belong to whoever reads them. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}
