import type { SqlClient, SqlResult, SqlValue } from "./sql-client.js"

/** A statement as Kysely takes it when it is compiled. */
export interface KyselyStatement {
  /** The SQL. */
  readonly sql: string
  /** The values of `$1`, `$2`, … */
  readonly parameters: readonly SqlValue[]
  /** The statement as a tree, for plugins. */
  readonly query: {
    readonly kind: "RawNode"
    readonly sqlFragments: readonly string[]
    readonly parameters: readonly []
  }
  /** Tells statements apart in Kysely's log. */
  readonly queryId: { readonly queryId: string }
}

/** What Muster asks of a transaction of Kysely's. A database outside of one does not fit. */
export interface KyselyTransactionLike {
  /** What tells a transaction from a database. */
  readonly isTransaction: true
  /** The same transaction without plugins, which may rename columns. */
  withoutPlugins(): {
    /** Runs one statement. */
    executeQuery(statement: KyselyStatement): Promise<SqlResult>
  }
}

/**
 * Wraps a transaction of Kysely's, plugins or not, for the `transaction` of the sdk's calls. For the store itself, take
 * the pool that Kysely works on.
 *
 * @example
 * ```ts
 * const transaction: HostTransaction = (save) => db.transaction().execute(async (trx) => save(fromKysely(trx)))
 * ```
 */
export function fromKysely(trx: KyselyTransactionLike): SqlClient {
  return {
    query: (text, values = []) =>
      trx.withoutPlugins().executeQuery({
        sql: text,
        parameters: values,
        query: { kind: "RawNode", sqlFragments: [text], parameters: [] },
        queryId: { queryId: "muster" },
      }),
  }
}
