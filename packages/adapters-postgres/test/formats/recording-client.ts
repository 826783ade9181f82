import type { SqlClient, SqlValue } from "../../src/index.js"

/** A statement as a release sent it, and what it got. The schema is called `muster` in it. */
export interface RecordedStatement {
  /** Its place among the texts. */
  readonly text: number
  readonly values: readonly SqlValue[]
  readonly rows: readonly unknown[]
}

/** What a release sent while a scenario was played; the same text stands here once. */
export interface Recording {
  readonly texts: readonly string[]
  readonly statements: readonly RecordedStatement[]
}

/** Passes statements on and notes them, with what came back. */
export function recordingClient(client: SqlClient, schema: string): { client: SqlClient; recording: Recording } {
  const texts: string[] = []
  const statements: RecordedStatement[] = []
  return {
    recording: { texts, statements },
    client: {
      async query(text, values = []) {
        const { rows } = await client.query(text, values)
        const named = text.replaceAll(schema, "muster")
        if (!texts.includes(named)) texts.push(named)
        statements.push({ text: texts.indexOf(named), values: [...values], rows: comparable(rows) })
        return { rows }
      },
    },
  }
}

/** Rows as JSON, without what the clock of the database says. */
export function comparable(rows: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(rows, (name, value) => (name === "database_time" ? undefined : value)))
}
