/**
 * The array literal of Postgres, which drivers send as any other text. Given an array, one would have to know the type
 * of the parameter, and `postgres` knows none with `fetch_types: false`.
 */
export function toArrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`
}

/** A `text[]` of one dimension without nulls, as a driver returns it: parsed, or still the literal. */
export function readTextArray(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  return [...String(value).matchAll(/"((?:[^"\\]|\\.)*)"|[^{},]+/gs)].map(([bare, quoted]) =>
    quoted === undefined ? bare : quoted.replaceAll(/\\(.)/gs, "$1"),
  )
}
