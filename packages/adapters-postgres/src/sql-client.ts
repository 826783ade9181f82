/** What a statement may be given, whatever the type that it casts it to: also bytes, JSON and arrays come as text. */
export type SqlValue = string | number | null

/** A row as a driver returns it: BIGINTs as number, string or bigint, bytes as Uint8Array or Buffer. */
export type SqlRow = Readonly<Record<string, unknown>>

/** What a statement returned. */
export interface SqlResult {
  /** In the order in which the statement returned them. */
  readonly rows: readonly SqlRow[]
}

/**
 * What Muster asks of a Postgres driver. Pools and clients of `pg` fit as they are and are faster in {@link fromPg};
 * {@link fromPostgres} and {@link fromPglite} wrap the others, {@link fromDrizzle}, {@link fromKysely} and
 * {@link fromKnex} the transactions of query builders. Any other driver fits that takes `$1` parameters and throws errors
 * that carry the SQLSTATE as `code`.
 *
 * Each statement is a transaction of its own and leaves nothing behind in the session, so a pooler in transaction mode
 * may lie between.
 */
export interface SqlClient {
  /** Runs one statement. */
  query(text: string, values?: SqlValue[]): Promise<SqlResult>
}
