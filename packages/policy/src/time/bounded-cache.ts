/**
 * Remembers values that are dear to make. What could not be made (`undefined`) is not remembered, and a full cache
 * forgets everything: keys come from people, so whoever invents keys must not fill the memory.
 */
export function createBoundedCache<V>(limit: number): (key: string, make: () => V | undefined) => V | undefined {
  const values = new Map<string, V>()
  return (key, make) => {
    const known = values.get(key)
    if (known !== undefined) return known
    const made = make()
    if (made === undefined) return undefined
    if (values.size >= limit) values.clear()
    values.set(key, made)
    return made
  }
}
