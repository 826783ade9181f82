import type { SqlClient } from "./sql-client.js"

/** Clients over a pool that a wrapper has hidden. */
const wrapped = new WeakSet<SqlClient>()

/** Remembers of a client that each of its statements may take another connection. */
export function overPool(client: SqlClient): SqlClient {
  wrapped.add(client)
  return client
}

/** Whether each statement may take another connection, so that none would be in the host's transaction. */
export function isPool(client: SqlClient): boolean {
  return "idleCount" in client || wrapped.has(client)
}
