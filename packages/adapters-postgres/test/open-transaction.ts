import type pg from "pg"
import type { OpenSchema } from "./open-schema.js"

/** A transaction that stays open until the test ends it, and holds its locks meanwhile. */
export interface OpenTransaction {
  readonly client: pg.PoolClient
  end(how: "commit" | "rollback"): Promise<void>
}

export async function openTransaction({ pool }: OpenSchema): Promise<OpenTransaction> {
  const client = await pool.connect()
  await client.query("begin")
  return {
    client,
    async end(how) {
      await client.query(how)
      client.release()
    },
  }
}

/** Waits until a statement on the schema waits for a lock, so that what ends the wait comes after it. */
export async function untilBlocked({ pool, schema }: OpenSchema): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%'",
      [schema],
    )
    if (rows.length > 0) return
  }
}
