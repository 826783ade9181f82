import type { HostTransaction } from "@muster/sdk"
import { Pool, type PoolConfig } from "pg"

/** A connection that breaks is replaced; without listeners it ends the process, idle (`pool`) or in use (`client`). */
export function openPool(config: PoolConfig): Pool {
  const report = ({ message }: Error) => console.error("postgres:", message)
  return new Pool(config).on("error", report).on("connect", (client) => client.on("error", report))
}

/** `pg`: its client is the transaction. */
export function pgTransaction(pool: Pool): HostTransaction {
  return async (save, { userId }) => {
    const client = await pool.connect()
    try {
      await client.query("begin")
      await save(client)
      await client.query("insert into sign_ins (user_id) values ($1)", [userId])
      // Without an error of its own, Postgres rolls back where it should commit after a statement that failed.
      const { command } = await client.query("commit")
      if (command !== "COMMIT") throw new Error("Postgres has rolled back.")
    } catch (error) {
      await client.query("rollback")
      throw error
    } finally {
      client.release()
    }
  }
}
