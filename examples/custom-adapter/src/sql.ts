import type { Row } from "@libsql/client"

/** Values by the names that a statement has for them, without the colon; names that it does not have are ignored. */
export type Values = Readonly<Record<string, string | number | null | Uint8Array | undefined>>

/** Runs statements in a transaction that somebody has opened. */
export interface Sql {
  /** All rows that a statement returns. */
  rows(text: string, values?: Values): Promise<readonly Row[]>
  /** The first row that a statement returns. */
  row(text: string, values?: Values): Promise<Row | undefined>
  /** How many rows a statement has changed. */
  change(text: string, values?: Values): Promise<number>
}

/** What a client and a transaction of `@libsql/client` have in common. */
export interface Executor {
  execute(statement: {
    readonly sql: string
    readonly args: Record<string, string | number | null | Uint8Array>
  }): Promise<{ readonly rows: Row[]; readonly rowsAffected: number }>
}

/** Statements on a connection. */
export function sqlOn(executor: Executor): Sql {
  const execute = (sql: string, values: Values = {}) => {
    const given = Object.entries(values).map(([name, value]) => [name, value ?? null])
    return executor.execute({ sql, args: Object.fromEntries(given) })
  }
  return {
    rows: async (text, values) => (await execute(text, values)).rows,
    row: async (text, values) => (await execute(text, values)).rows[0],
    change: async (text, values) => (await execute(text, values)).rowsAffected,
  }
}

/** A column that holds text or null. */
export function textOrNull(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

/** A column that holds a number or null. */
export function numberOrNull(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}
