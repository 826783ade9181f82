import type { SqlValue } from "./sql-client.js"
import { toArrayLiteral } from "./text-array.js"

/** Values by the names that a statement calls them by, as in `$account`; a list of texts is a `text[]`. */
export type NamedValues = Readonly<Record<string, SqlValue | readonly string[]>>

interface NumberedStatement {
  readonly text: string
  readonly names: readonly string[]
}

/** Texts differ only by schema and by what a save brings along, so they are few. */
const numbered = new Map<string, NumberedStatement>()

/**
 * Replaces `$name` by `$1`, `$2`, … in order of first use, which is what drivers take. Dollar quotes stay as they are.
 */
export function numberParameters(
  text: string,
  named: NamedValues,
): { readonly text: string; readonly values: SqlValue[] } {
  const statement = numbered.get(text) ?? numberNames(text)
  return {
    text: statement.text,
    values: statement.names.map((name) => {
      const value = named[name]
      if (value === undefined) throw new TypeError(`The statement has a parameter without a value: ${name}`)
      return typeof value === "object" && value !== null ? toArrayLiteral(value) : value
    }),
  }
}

function numberNames(text: string): NumberedStatement {
  const names: string[] = []
  const statement = {
    text: text.replace(/\$([a-z]\w*)\b(?!\$)/gi, (_match, name: string) => {
      if (!names.includes(name)) names.push(name)
      return `$${names.indexOf(name) + 1}`
    }),
    names,
  }
  numbered.set(text, statement)
  return statement
}
