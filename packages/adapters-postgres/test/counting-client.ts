import type { SqlClient, SqlValue } from "../src/index.js"

/** A statement as the driver was given it. */
export interface SentStatement {
  readonly text: string
  readonly values: readonly SqlValue[]
}

/** A client that remembers what it sent. */
export interface CountingClient extends SqlClient {
  readonly sent: readonly SentStatement[]
  /** Forgets what was sent so far. */
  reset(): void
}

export function countingClient(client: SqlClient): CountingClient {
  const sent: SentStatement[] = []
  return {
    sent,
    reset: () => void sent.splice(0),
    query(text, values = []) {
      sent.push({ text, values })
      return client.query(text, values)
    },
  }
}
