import pg from "pg"
import type { SqlClient, SqlRow, SqlValue } from "../../src/index.js"

/** A statement as Postgres has run it. */
export interface Planned {
  readonly text: string
  readonly root: PlanNode
}

/** Planned for its values, or once for all values, as it may be with a statement that a connection has prepared. */
export const plannings = ["for its values", "for all values"] as const
export type Planning = (typeof plannings)[number]

/** Of a step of a plan, what is looked at. */
export interface PlanNode {
  readonly "Node Type": string
  readonly "Parent Relationship"?: string
  readonly "Relation Name"?: string
  readonly "Actual Rows": number
  readonly "Actual Loops": number
  readonly "Rows Removed by Filter"?: number
  readonly "Rows Removed by Index Recheck"?: number
  readonly "Shared Hit Blocks": number
  readonly "Shared Read Blocks": number
  readonly Plans?: readonly PlanNode[]
}

/** Does work in a transaction that is undone. */
export async function undone<T>(pool: pg.Pool, work: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
  const connection = await pool.connect()
  try {
    await connection.query("begin")
    return await work(connection)
  } finally {
    await connection.query("rollback")
    connection.release()
  }
}

/**
 * Runs a call within an open transaction, undoes what it did, and answers how each of its statements was run. Each is run twice,
 * the first time to be looked at, so that a later statement of the call finds what the earlier one has left.
 */
export async function plansOf(
  connection: pg.PoolClient,
  planning: Planning,
  call: (client: SqlClient) => Promise<unknown>,
): Promise<readonly Planned[]> {
  const plans: Planned[] = []
  const client: SqlClient = {
    async query(text, values = []) {
      await connection.query("savepoint looked_at")
      plans.push({ text, root: await explain(connection, planning, text, values) })
      await connection.query("rollback to savepoint looked_at")
      const { rows } = await connection.query(text, [...values])
      return { rows: rows as readonly SqlRow[] }
    },
  }
  await connection.query("savepoint call")
  try {
    await call(client)
  } finally {
    await connection.query("rollback to savepoint call")
  }
  return plans
}

async function explain(
  connection: pg.PoolClient,
  planning: Planning,
  text: string,
  values: readonly SqlValue[],
): Promise<PlanNode> {
  const explaining = "explain (analyze, buffers, timing off, format json)"
  if (planning === "for its values") {
    const { rows } = await connection.query(`${explaining} ${text}`, [...values])
    return rows[0]["QUERY PLAN"][0].Plan
  }
  await connection.query("set local plan_cache_mode = force_generic_plan")
  await connection.query(`prepare planned as ${text}`)
  try {
    const literals = values.map((value) => (value === null ? "null" : pg.escapeLiteral(String(value))))
    const given = literals.length === 0 ? "" : `(${literals.join(", ")})`
    const { rows } = await connection.query(`${explaining} execute planned${given}`)
    return rows[0]["QUERY PLAN"][0].Plan
  } finally {
    await connection.query("deallocate planned").catch(() => {})
  }
}
