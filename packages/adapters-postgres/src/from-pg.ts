import { overPool } from "./pools.js"
import type { SqlClient, SqlResult, SqlValue } from "./sql-client.js"

/** A statement as `pg` takes it. */
export interface PgStatement {
  /** Under this name each connection parses it once; without one, each time. */
  readonly name?: string
  /** The SQL. */
  readonly text: string
  /** The values of `$1`, `$2`, … */
  readonly values: SqlValue[]
}

/** What Muster asks of a pool or client of `pg` to give its statements names. */
export interface PgLike {
  /** Runs one statement. */
  query(statement: PgStatement): Promise<SqlResult>
}

/**
 * A pooler may share a connection with another process, or two copies of this module a pool: their names must differ.
 */
const prefix = `muster_${crypto.randomUUID().slice(0, 8)}`
const names = new Map<string, string>()

/**
 * Wraps a pool of `pg` so that each connection parses and plans a statement once. Planning is most of the work of
 * Muster's statements; a pool that is given to Muster as it is plans them each time.
 *
 * Needs a connection of its own or a pooler that keeps prepared statements, as PgBouncer does since version 1.21.
 *
 * @example
 * ```ts
 * const client = fromPg(new pg.Pool({ connectionString: process.env.DATABASE_URL }))
 * ```
 */
export function fromPg(pool: PgLike): SqlClient {
  const client: SqlClient = {
    // Statements without values run now and then; only the others are worth a place in every connection.
    query: (text, values = []) =>
      pool.query(values.length === 0 ? { text, values } : { name: nameOf(text), text, values }),
  }
  return "idleCount" in pool ? overPool(client) : client
}

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `${prefix}_${names.size}`
  names.set(text, name)
  return name
}
