import { MusterError } from "@muster/core"
import type { SqlClient } from "./sql-client.js"

/** What Muster asks of a transaction of Knex's on `pg`. An instance outside of one does not fit. */
export interface KnexTransactionLike {
  /** Holds the connection of the transaction. */
  readonly client: {
    /** Answers that connection, a client of `pg`. */
    acquireConnection(): Promise<SqlClient>
  }
  /** Whether it has been committed or rolled back. */
  isCompleted(): boolean
}

/**
 * Wraps a transaction of Knex's, for the `transaction` of the sdk's calls. It works on the connection of the
 * transaction, since `raw` would number the parameters anew, quote their values in errors, and let hooks rename columns.
 *
 * @example
 * ```ts
 * const transaction: HostTransaction = (save) => knex.transaction(async (trx) => save(fromKnex(trx)))
 * ```
 */
export function fromKnex(trx: KnexTransactionLike): SqlClient {
  return {
    async query(text, values) {
      // The connection is another's by then: a save that nobody awaited would commit with something else, or by itself.
      if (trx.isCompleted()) {
        throw new MusterError("ERR_INVALID_INPUT", "The transaction has ended: await save in it.", {
          field: "transaction",
        })
      }
      const connection = await trx.client.acquireConnection()
      return connection.query(text, values)
    },
  }
}
