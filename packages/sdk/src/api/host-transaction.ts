import type { SqlTransaction, UserKey } from "../ports/index.js"

/**
 * The host's transaction around Muster's save and the host's own rows: open it, await `save(transaction)` inside, do
 * your writes, commit or roll back. Muster has charged and compared before; what the call returns is released only
 * after this resolves. After a lost race it is called again (three times at most), so let a rejection of `save` roll
 * back; a rejection with a serialization failure or a deadlock (SQLSTATE 40001 or 40P01 as `code`, also of its `cause`),
 * or with what the store knows as a conflict of its database (`isConflict`), is a lost race. `user` says whom the save
 * is about, for a host that knows the ticket alone.
 *
 * @example
 * ```ts
 * const transaction: HostTransaction = async (save, { userId }) => {
 *   const client = await pool.connect()
 *   try {
 *     await client.query("begin")
 *     await save(client)
 *     await client.query("update my_users set last_login_at = now() where id = $1", [userId])
 *     await client.query("commit")
 *   } catch (error) {
 *     await client.query("rollback")
 *     throw error
 *   } finally {
 *     client.release()
 *   }
 * }
 * ```
 */
export type HostTransaction = (save: (transaction: SqlTransaction) => Promise<void>, user: UserKey) => Promise<void>
