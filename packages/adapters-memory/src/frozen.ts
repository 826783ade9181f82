/**
 * Copies JSON data and bytes deeply and freezes the copy. Properties that are `undefined` are left out, as in JSON, so
 * that what comes out is what a store with a database would give back. Bytes are copied; they cannot be frozen.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value) as T
}

function copy(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value)
  if (Array.isArray(value)) return Object.freeze(value.map(copy))
  if (typeof value !== "object" || value === null) return value
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.freeze(Object.fromEntries(given.map(([name, inner]) => [name, copy(inner)])))
}
