import { type Client, LibsqlError } from "@libsql/client"
import { toMusterError } from "./errors.js"

/** How long a call waits for those who write from elsewhere, once it has met one. */
const patienceMilliseconds = 5000
const firstPauseMilliseconds = 5
const longestPauseMilliseconds = 200

/**
 * Another connection writes, or has written since this one read. Nothing of the transaction was committed, so it may simply
 * run again: the store's own do, and of the host's the port's `isConflict` says so.
 */
export function isBusy(error: unknown): boolean {
  return error instanceof LibsqlError && (error.code === "SQLITE_BUSY" || error.code === "SQLITE_LOCKED")
}

/**
 * Tries again while another connection writes. That is no lost compare, which is an answer and never tried again: nothing was
 * decided yet.
 */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  let endsAt: number | undefined
  for (let longest = firstPauseMilliseconds; ; longest = Math.min(longest * 2, longestPauseMilliseconds)) {
    try {
      return await call()
    } catch (error) {
      endsAt ??= performance.now() + patienceMilliseconds
      if (!isBusy(error) || performance.now() > endsAt) throw toMusterError(error)
      // Random, so that those who met once do not meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
    }
  }
}

/**
 * Takes another connection after a busy one. The driver leaves the statement that failed in progress until it is collected,
 * and no transaction can be committed beside it.
 *
 * @see https://github.com/tursodatabase/libsql-client-ts/issues/352
 */
export async function renew(client: Client): Promise<void> {
  if (!client.closed) await client.reconnect()
}
