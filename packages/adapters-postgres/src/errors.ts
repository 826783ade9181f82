import { isMusterError, MusterError } from "@muster/core"

/** Standard classes begin with a digit, Postgres' own with F0, HV, P0 or XX; EPIPE and the like are not SQLSTATEs. */
const sqlStatePattern = /^(?:\d[0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/

/** Table, schema, column or function that a migration would have made. */
const notMigrated = new Set(["42P01", "3F000", "42703", "42883"])

/** A serialization failure or a deadlock: Postgres has rolled the statement back, so that it may simply run again. */
const conflicts = new Set(["40001", "40P01"])

/**
 * Passing troubles of the server: connection exceptions (08), insufficient resources (53), shutdown, crash and
 * cancelled statements (57), system errors (58), a lock not granted in time, and a server that became a read-only
 * replica.
 */
const passing = /^(?:08|53|57|58|55P03|25006)/

/** A value that has no place in its column (22), or an id that is taken (23). */
const unstorable = /^2[23]/

/** `lock_not_available` and `query_canceled`, which is what a `statement_timeout` says of whoever waits for a lock. */
const timeIsUp = new Set(["55P03", "57014"])

/** Their messages say it too, but are not to be parsed. */
const vainWaits = new WeakSet<object>()

/** Whether a MusterError says that a lock was not granted in time, or that the server did not answer: no SQLSTATE. */
export function isVainWait(error: unknown): boolean {
  return typeof error === "object" && error !== null && vainWaits.has(error)
}

/** Whether the same statement may succeed if it is run again: nothing of it was committed. */
export function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state !== undefined && conflicts.has(state)
}

/**
 * Turns what a driver threw into a MusterError. What Postgres itself says is not passed on, neither as message nor as
 * cause: its details quote rows. The server's log has them, to be found by SQLSTATE and time.
 */
export function toMusterError(error: unknown): MusterError {
  if (isMusterError(error)) return error
  const state = sqlStateOf(error)
  if (state === undefined) {
    return vainWait(
      new MusterError("ERR_STORE_UNAVAILABLE", "Postgres cannot be reached.", { retryable: true, cause: error }),
    )
  }
  if (conflicts.has(state)) {
    return new MusterError("ERR_STORE_CONFLICT", `Postgres rolled a conflicting statement back (${state}).`, {
      retryable: true,
    })
  }
  if (notMigrated.has(state)) {
    return new MusterError(
      "ERR_STORE_NOT_MIGRATED",
      `Muster's tables are missing or too old (${state}): run migrate().`,
    )
  }
  if (unstorable.test(state)) {
    return new MusterError("ERR_INVALID_INPUT", `Postgres cannot store a value that was given (${state}).`)
  }
  const refusal = new MusterError("ERR_STORE_UNAVAILABLE", `Postgres refused a statement (${state}).`, {
    retryable: passing.test(state),
  })
  return timeIsUp.has(state) ? vainWait(refusal) : refusal
}

function vainWait(error: MusterError): MusterError {
  vainWaits.add(error)
  return error
}

function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined
  const { code } = error
  return typeof code === "string" && sqlStatePattern.test(code) ? code : undefined
}
