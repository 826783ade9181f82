import type { Database } from "./database.js"
import type { Sql } from "./sql.js"

/**
 * Makes a method of a port of what it does within a transaction.
 *
 * What it is given is copied at once: it may wait for its turn, and the caller's objects are the caller's.
 */
export function methodOf<Input extends readonly unknown[], Answer>(
  run: Database["read"],
  call: (sql: Sql, ...input: Input) => Promise<Answer>,
): (...input: Input) => Promise<Answer> {
  return async (...input) => {
    const given = structuredClone(input)
    return run((sql) => call(sql, ...given))
  }
}
