import { ownValue, readUntrusted } from "../own-value.js"

const maxCompared = 1_000

/**
 * Says whether two values would be the same in JSON: members in any order, and one that is `undefined` as if it were
 * not there. What JSON cannot hold, such as a date or a function, is the same as itself alone, and so is what holds
 * more than 1,000 values: what cannot be compared at a bounded cost counts as different.
 */
export function sameJson(one: unknown, other: unknown): boolean {
  return readUntrusted(() => compare(one, other), false)
}

function compare(one: unknown, other: unknown): boolean {
  const pairs: (readonly [unknown, unknown])[] = [[one, other]]
  // The list grows while it is gone through: what lies in a value comes after it, however deep.
  for (const [a, b] of pairs) {
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue
    if (!isHolder(a) || !isHolder(b) || Array.isArray(a) !== Array.isArray(b)) return false
    const names = new Set([...Object.keys(a), ...Object.keys(b)])
    if (pairs.length + names.size > maxCompared) return false
    for (const name of names) pairs.push([ownValue(a, name), ownValue(b, name)])
  }
  return true
}

function isHolder(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}
