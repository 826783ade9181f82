import type { Pool, PoolClient } from "pg"

/** Commits what `work` did on one connection, or rolls all of it back and throws what it threw. */
export async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query("begin")
    await work(client)
    // Without an error of its own, Postgres rolls back where it should commit after a statement that failed.
    const { command } = await client.query("commit")
    if (command !== "COMMIT") throw new Error("Postgres has rolled back.")
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason
    })
    throw error
  } finally {
    // A connection that could not even roll back is not used again.
    client.release(broken)
  }
}
