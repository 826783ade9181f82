import { type DriverResult, rowsOf } from "./driver-rows.js"
import type { SqlClient, SqlValue } from "./sql-client.js"

/** What Muster asks of a transaction of Drizzle's, on any driver for Postgres. A database by itself does not fit. */
export interface DrizzleTransactionLike {
  /** Where Drizzle keeps the session that holds the connection. */
  readonly _: {
    readonly session: {
      /** Makes a statement ready for the connection of the transaction. */
      prepareQuery(
        query: { sql: string; params: SqlValue[] },
        fields: undefined,
        name: undefined,
        isResponseInArrayMode: boolean,
      ): {
        /** Runs it, and answers what the driver did. */
        execute(): Promise<unknown>
      }
    }
  }
  /** What tells a transaction from a database. */
  rollback(): never
}

/**
 * Wraps a transaction of Drizzle's, for the `transaction` of the sdk's calls. For the store itself, take what Drizzle
 * works on.
 *
 * @example
 * ```ts
 * const transaction: HostTransaction = (save) => db.transaction(async (tx) => save(fromDrizzle(tx)))
 * ```
 */
export function fromDrizzle(tx: DrizzleTransactionLike): SqlClient {
  return {
    async query(text, values = []) {
      try {
        const prepared = tx._.session.prepareQuery({ sql: text, params: values }, undefined, undefined, false)
        return { rows: rowsOf((await prepared.execute()) as DriverResult) }
      } catch (error) {
        // Drizzle's own error hides the SQLSTATE, and quotes the values in its message.
        throw error instanceof Error && error.cause !== undefined ? error.cause : error
      }
    },
  }
}
