import { MusterError } from "@muster/core"
import type { Deadline } from "./deadline.js"
import { isConflict, toMusterError } from "./errors.js"
import { type NamedValues, numberParameters } from "./named-parameters.js"
import { isPool } from "./pools.js"
import type { SqlClient, SqlRow } from "./sql-client.js"

/** Runs statements with `$name` parameters; what it throws about them are MusterErrors. */
export interface Database {
  run(text: string, values: NamedValues): Promise<readonly SqlRow[]>
  /** For statements that return one row whatever they find. */
  runForRow(text: string, values: NamedValues): Promise<SqlRow>
  /** As `run`, after the call's time is over too: for what clears up after a statement that is done. */
  runAnyhow(text: string, values: NamedValues): Promise<readonly SqlRow[]>
}

const mostAttempts = 5
const firstPauseMilliseconds = 10

/**
 * Runs each statement in a transaction of its own. One that Postgres has rolled back for a conflict is run again: it
 * committed nothing, and a lost compare, which is an answer and not an error, is never repeated. Once the time of the
 * call is over, none is begun, nor run again.
 */
export function databaseOf(client: SqlClient, deadline?: Deadline): Database {
  return createDatabase(
    (text, values) => execute(client, text, values, mostAttempts, deadline),
    (text, values) => execute(client, text, values, mostAttempts),
  )
}

/** Runs statements in the host's open transaction, once: after an error Postgres takes no more of them in it. */
export function databaseWithin(transaction: unknown): Database {
  if (isSqlClient(transaction) && !isPool(transaction)) {
    const run: Database["run"] = (text, values) => execute(transaction, text, values, 1)
    return createDatabase(run, run)
  }
  throw new MusterError(
    "ERR_INVALID_INPUT",
    "A transaction is an open client with query(text, values), never a pool; fromDrizzle and its like make it one.",
    { field: "transaction" },
  )
}

function createDatabase(run: Database["run"], runAnyhow: Database["runAnyhow"]): Database {
  return {
    run,
    runAnyhow,
    async runForRow(text, values) {
      const [row] = await run(text, values)
      if (row === undefined) throw new MusterError("ERR_STORE_UNAVAILABLE", "The driver returned no row.")
      return row
    },
  }
}

async function execute(
  client: SqlClient,
  text: string,
  values: NamedValues,
  attempts: number,
  deadline?: Deadline,
): Promise<readonly SqlRow[]> {
  const statement = numberParameters(text, values)
  for (let attempt = 1; ; attempt++) {
    deadline?.check()
    try {
      const { rows } = await client.query(statement.text, statement.values)
      return rows
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw toMusterError(error)
      // Random, so that those who met once do not meet again.
      await pause(Math.random() * firstPauseMilliseconds * 2 ** (attempt - 1))
    }
  }
}

function isSqlClient(value: unknown): value is SqlClient {
  return typeof value === "object" && value !== null && "query" in value && typeof value.query === "function"
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
