/**
 * Reads a member of an object that nobody has checked: an own one only, so that nothing comes from a prototype, and
 * once, so that what was checked is what is used. What a hostile getter throws passes through; see
 * {@link readUntrusted}.
 */
export function ownValue(holder: object, name: PropertyKey): unknown {
  return Object.hasOwn(holder, name) ? Reflect.get(holder, name) : undefined
}

/**
 * Runs a reader of something that nobody has checked, and answers `otherwise` when a getter or a proxy in it throws.
 */
export function readUntrusted<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}
