import type { MusterStore } from "@muster/sdk/ports"
import { postgresStore, type SqlClient, type SqlValue } from "../../src/index.js"

/** A statement that a call of the store has sent. */
export interface RecordedStatement {
  readonly method: string
  readonly text: string
  /** As the first call of this text has given them. */
  readonly values: readonly SqlValue[]
  /** The parameters that held the account's id in every call; of a call about no account none. */
  accountParameters: ReadonlySet<number>
}

/** What calls of a store have sent: each text of each method once. */
export type Recording = Map<string, RecordedStatement>

/**
 * A store that records what it sends, and for which call: each call gets a store of its own, so that calls that run at once are
 * not mixed up. What is sent in a host's transaction is recorded too.
 */
export function recordedStore(client: SqlClient, schema: string, recording: Recording): MusterStore {
  const store = (target: SqlClient) => postgresStore({ client: target, schema })
  const call = (method: keyof MusterStore) =>
    [
      method,
      (...args: unknown[]) => {
        const recorded = (target: SqlClient) =>
          recordingClient(target, { method, accountId: accountOf(args), recording })
        const given = args.map((argument) =>
          hasTransaction(argument) ? { ...argument, transaction: recorded(argument.transaction) } : argument,
        )
        const verb = store(recorded(client))[method] as (...args: unknown[]) => Promise<unknown>
        return verb(...given)
      },
    ] as const
  const methods = Object.keys(store(client)) as (keyof MusterStore)[]
  return Object.fromEntries(methods.map(call)) as unknown as MusterStore
}

interface Recorded {
  readonly method: string
  readonly accountId: string | undefined
  readonly recording: Recording
}

function recordingClient(client: SqlClient, { method, accountId, recording }: Recorded): SqlClient {
  return {
    query(text, values = []) {
      const id = `${method}: ${text}`
      const here = new Set(values.flatMap((value, index) => (value === accountId ? [index + 1] : [])))
      const known = recording.get(id) ?? { method, text, values: [...values], accountParameters: here }
      // An id that happens to be another value too is told apart by the next call.
      known.accountParameters = new Set([...known.accountParameters].filter((number) => here.has(number)))
      recording.set(id, known)
      return client.query(text, values)
    },
  }
}

/** The account that a call is about: its first argument, or in it. */
function accountOf([first]: readonly unknown[]): string | undefined {
  if (typeof first === "string") return first
  if (typeof first !== "object" || first === null) return undefined
  if ("accountId" in first && typeof first.accountId === "string") return first.accountId
  return "key" in first ? accountOf([first.key]) : undefined
}

function hasTransaction(argument: unknown): argument is { readonly transaction: SqlClient } {
  return typeof argument === "object" && argument !== null && "transaction" in argument && argument.transaction != null
}
