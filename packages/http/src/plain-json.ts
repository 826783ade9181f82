/** A value as JSON has it, or why there is none. */
export type PlainJson =
  | { readonly kind: "plain"; readonly value: unknown }
  | { readonly kind: "refused"; readonly problem: "malformed-json" | "body-too-large" }

/** More than anything that a route or a host reads has. */
const deepest = 32

/**
 * Copies what a request came with as plain JSON: objects without the key `__proto__`, which a copy that the host makes
 * would take for a prototype; arrays, strings, finite numbers, booleans and `null`. A framework may have parsed
 * anything, with getters, in circles or endless, so it is read once, no deeper than is of use, and no further than as
 * many characters as a body may have bytes.
 */
export function plainJson(value: unknown, mostCharacters: number): PlainJson {
  let left = mostCharacters
  const spend = (characters: number) => {
    left -= characters
    if (left < 0) throw tooLarge
  }

  const copy = (given: unknown, depth: number): unknown => {
    if (depth > deepest) throw malformed
    spend(1)
    switch (typeof given) {
      case "string":
        spend(given.length)
        return given
      case "number":
        if (!Number.isFinite(given)) throw malformed
        return given
      case "boolean":
        return given
      case "object":
        if (given === null) return null
        return Array.isArray(given) ? copyArray(given, depth) : copyObject(given, depth)
      default:
        throw malformed
    }
  }
  const copyArray = (given: readonly unknown[], depth: number) => {
    // Before it is walked: a length costs nothing to claim.
    spend(given.length)
    return Array.from(given, (item) => copy(item, depth + 1))
  }
  const copyObject = (given: object, depth: number) => {
    const copied: Record<string, unknown> = {}
    for (const key of Object.keys(given)) {
      spend(key.length)
      const item = (given as Readonly<Record<string, unknown>>)[key]
      if (key !== "__proto__" && item !== undefined) copied[key] = copy(item, depth + 1)
    }
    return copied
  }

  try {
    return { kind: "plain", value: copy(value, 0) }
  } catch (fault) {
    // Also what a getter throws.
    return { kind: "refused", problem: fault === tooLarge ? "body-too-large" : "malformed-json" }
  }
}

const tooLarge = Symbol("too large")
const malformed = Symbol("malformed")
