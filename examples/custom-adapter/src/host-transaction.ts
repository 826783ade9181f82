import type { Client, Transaction } from "@libsql/client"
import { MusterError } from "@muster/core"
import type { HostTransaction } from "@muster/sdk"
import type { SqlTransaction, UserKey } from "@muster/sdk/ports"
import { isBusy, patiently, renew } from "./busy.js"
import { toMusterError } from "./errors.js"
import { type Executor, type Sql, sqlOn } from "./sql.js"

/**
 * For `transaction` of the sdk's calls: Muster's save and what the host writes in the same file are one commit.
 *
 * The client is the host's own, not the connection that `openDatabase` has opened.
 */
export function sqliteTransaction(
  client: Client,
  write: (transaction: Transaction, user: UserKey) => Promise<unknown>,
): HostTransaction {
  return async (save, user) => {
    const transaction = await openTransaction(client)
    try {
      await save(transaction)
      await write(transaction, user)
      await transaction.commit()
    } finally {
      // Rolls back what was not committed.
      transaction.close()
    }
  }
}

/** Opens a transaction that holds the write lock; it waits while somebody else does. */
export function openTransaction(client: Client): Promise<Transaction> {
  return patiently(async () => {
    try {
      return await client.transaction("write")
    } catch (error) {
      if (isBusy(error)) await renew(client)
      throw error
    }
  })
}

/**
 * Runs a save in a transaction that the host has opened. The savepoint keeps it all or nothing also for a host that catches
 * the error and commits all the same.
 *
 * @throws ERR_STORE_CONFLICT when somebody has written since a transaction that began with a read: the services open the
 * host's once more
 */
export async function inHostTransaction<T>(transaction: SqlTransaction, save: (sql: Sql) => Promise<T>): Promise<T> {
  if (!isOpenTransaction(transaction)) {
    const message = "Not an open transaction of @libsql/client."
    throw new MusterError("ERR_INVALID_INPUT", message, { field: "transaction" })
  }
  const sql = sqlOn(transaction)
  try {
    await sql.change("savepoint muster")
    const answer = await save(sql)
    await sql.change("release muster")
    return answer
  } catch (error) {
    // After some errors SQLite has rolled the whole transaction back, and there is no savepoint any more.
    if (!transaction.closed) await sql.change("rollback to muster")
    if (!isBusy(error)) throw toMusterError(error)
    const message = "Another connection has written since this transaction began."
    throw new MusterError("ERR_STORE_CONFLICT", message, { retryable: true, cause: error })
  }
}

type OpenTransaction = Executor & { readonly closed: boolean }

/** A client runs statements too, but each of them commits by itself. */
function isOpenTransaction(value: unknown): value is OpenTransaction {
  return typeof value === "object" && value !== null && "commit" in value && "closed" in value && value.closed === false
}
