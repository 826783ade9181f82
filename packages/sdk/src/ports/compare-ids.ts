/**
 * Compares by code point: the order in which stores and directories list, and that of Postgres' "C" collation. `<`
 * would compare UTF-16 code units.
 *
 * @returns below 0 when `one` comes first, 0 when both are the same, above 0 when `other` comes first
 */
export function compareIds(one: string, other: string): number {
  const shared = Math.min(one.length, other.length)
  for (let index = 0; index < shared; index++) {
    const [unit, otherUnit] = [one.charCodeAt(index), other.charCodeAt(index)]
    if (unit !== otherUnit) return rank(unit) - rank(otherUnit)
  }
  return one.length - other.length
}

/** Surrogates stand for code points beyond U+FFFF, so they come after every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
