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
