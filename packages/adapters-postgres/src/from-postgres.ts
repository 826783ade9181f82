import { rowsOf } from "./driver-rows.js"
import { overPool } from "./pools.js"
import type { SqlClient, SqlRow, SqlValue } from "./sql-client.js"

/** What Muster asks of `postgres` (Postgres.js), and of the transaction that its `begin` hands out. */
export interface PostgresLike {
  /** Runs one statement; `prepare` is without effect where the client was made with `prepare: false`. */
  unsafe(text: string, values: SqlValue[], options: { readonly prepare: boolean }): PromiseLike<readonly SqlRow[]>
}

/**
 * Wraps `postgres` (Postgres.js), or the transaction that its `begin` hands out. Statements are prepared, once a
 * connection, unless the client was made with `prepare: false`, as PgBouncer before version 1.21 needs it. Columns that
 * the client renames (`transform: postgres.camel`) are named back; a `transform` of rows or values does not fit.
 *
 * @example
 * ```ts
 * const client = fromPostgres(postgres(process.env.DATABASE_URL))
 * ```
 */
export function fromPostgres(sql: PostgresLike): SqlClient {
  const client: SqlClient = {
    // Statements without values run now and then; only the others are worth a place in every connection.
    query: async (text, values = []) => ({
      rows: rowsOf(await sql.unsafe(text, values, { prepare: values.length > 0 })),
    }),
  }
  // Its transactions have savepoints, and begin none.
  return "begin" in sql ? overPool(client) : client
}
