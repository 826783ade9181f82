import { LibsqlError } from "@libsql/client"
import { MusterError } from "@muster/core"

/** A value that has no place in its column, or an id that is taken: the caller's fault, and so for ever. */
const unstorable = new Set(["SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_TOOBIG"])

/** What will be so tomorrow: no database, or one that this code cannot read. */
const lasting = new Set(["SQLITE_ERROR", "SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_READONLY"])

/**
 * Turns what the driver threw into an error with a code of Muster's; what is not the driver's stays as it is. SQLite names
 * tables and columns in its messages, and never a value.
 */
export function toMusterError(error: unknown): unknown {
  if (!(error instanceof LibsqlError)) return error
  const { code } = error
  if (unstorable.has(code)) {
    return new MusterError("ERR_INVALID_INPUT", `SQLite cannot store a value that was given (${code}).`, {
      cause: error,
    })
  }
  return new MusterError("ERR_STORE_UNAVAILABLE", `SQLite could not run a statement (${code}).`, {
    retryable: !lasting.has(code),
    cause: error,
  })
}
