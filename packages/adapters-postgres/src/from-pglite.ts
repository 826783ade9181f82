import type { SqlClient, SqlResult } from "./sql-client.js"

/** What Muster asks of PGlite, and of the transaction that PGlite's `transaction` hands out. */
export interface PgliteLike {
  /** Runs one statement. */
  query(text: string, parameters?: unknown[]): Promise<SqlResult>
}

/**
 * Wraps PGlite, Postgres within the process. It has a single session, so calls take turns; close it yourself at the
 * end, an open one keeps the process alive. The transaction of its `transaction` method is taken as it is.
 *
 * @example
 * ```ts
 * const client = fromPglite(new PGlite("./data"))
 * ```
 */
export function fromPglite(db: PgliteLike): SqlClient {
  return { query: (text, values = []) => db.query(text, values) }
}
