import type { SqlRow } from "./sql-client.js"

/** What a driver or query builder returned: rows, or a result that has them. */
export type DriverResult = readonly object[] | { readonly rows: readonly object[] }

/**
 * The rows under the names that the statement gave their columns, which are in snake_case: a host may have its client
 * rename columns, as `transform: postgres.camel` does.
 */
export function rowsOf(result: DriverResult): readonly SqlRow[] {
  const rows = "rows" in result ? result.rows : result
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])))
}

function snakeCase(name: string): string {
  return name
    .replaceAll("-", "_")
    .replaceAll(/(?<=.)[A-Z]/g, "_$&")
    .toLowerCase()
}
