import { fromPg, postgresStore } from "@muster/adapters-postgres"
import type { HostTransaction } from "@muster/sdk"
import type { MusterStore } from "@muster/sdk/ports"
import { Pool, type PoolConfig } from "pg"

/** In milliseconds. Without them `pg` waits for ever, for a connection and for an answer. */
export const deadlines = {
  connectionTimeoutMillis: 2000,
  query_timeout: 4000,
  // Of the server, which ends the statement and its locks with it: the first one is the shortest.
  lock_timeout: 500,
  statement_timeout: 3000,
  idle_in_transaction_session_timeout: 5000,
} satisfies PoolConfig

/** A connection that breaks is replaced; without listeners it ends the process, idle (`pool`) or in use (`client`). */
export function openPool(config: PoolConfig): Pool {
  const report = ({ message }: Error) => console.error("postgres:", message)
  return new Pool({ ...deadlines, ...config }).on("error", report).on("connect", (client) => client.on("error", report))
}

/** For what takes as long as it takes: `migrate`, and the store below. A lock that others hold still ends a statement. */
export function openPatientPool(config: PoolConfig): Pool {
  return openPool({ ...config, query_timeout: 0, statement_timeout: 0 })
}

/** A second store on the same tables, for a second Muster: the one that admins' pages and `jobs.run` call. */
export function patientStore(pool: Pool): MusterStore {
  return postgresStore({ client: fromPg(pool), timeoutSeconds: 600 })
}

/** `pg`: its client is the transaction. */
export function pgTransaction(pool: Pool): HostTransaction {
  return async (save, { userId }) => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query("begin")
      await save(client)
      await client.query("insert into sign_ins (user_id) values ($1)", [userId])
      // Without an error of its own, Postgres rolls back where it should commit after a statement that failed.
      const { command } = await client.query("commit")
      if (command !== "COMMIT") throw new Error("Postgres has rolled back.")
    } catch (error) {
      await client.query("rollback").catch((reason: Error) => {
        broken = reason
      })
      throw error
    } finally {
      // A connection that could not even roll back is closed: the pool would hand it out again.
      client.release(broken)
    }
  }
}
