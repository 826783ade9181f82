import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { SqlClient } from "../sql-client.js"

/** A client of `pg`, as far as the command needs it. */
export interface PgClient extends SqlClient {
  connect(): Promise<unknown>
  end(): Promise<void>
  on(event: "error", listener: () => void): unknown
}

/** Makes a client of a connection string; throws for one that it cannot read. */
export type MakeClient = (connectionString: string) => PgClient

const connectWithinSeconds = 10

/**
 * Loads `pg` as the project in the folder would: it is that project's, and this package does not depend on it. Answers
 * `undefined` where it is not installed.
 */
export async function loadHostPg(folder: string): Promise<MakeClient | undefined> {
  const path = resolveFrom(folder)
  if (path === undefined) return undefined
  const { default: pg } = await import(pathToFileURL(path).href)
  return (connectionString) =>
    new pg.Client({
      connectionString,
      connectionTimeoutMillis: connectWithinSeconds * 1000,
      application_name: "muster-postgres",
    })
}

function resolveFrom(folder: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve("pg")
  } catch {
    return undefined
  }
}
