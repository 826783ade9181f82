import { isMusterError, type MusterError } from "@muster/core"
import { toMusterError } from "../errors.js"
import { migrate } from "../migrate.js"
import { migrationPlan } from "../migrations/migration-plan.js"
import { type MigrationStatus, migrationStatus } from "../migrations/migration-status.js"
import { quoteSchema } from "../schema-name.js"
import { type CommandLine, help, readCommandLine } from "./command-line.js"
import { loadHostPg, type PgClient } from "./host-pg.js"
import { migrateText, planText, statusText } from "./report.js"

/** What surrounds the command. */
export interface Surroundings {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder of the project whose `pg` is taken. */
  readonly folder: string
  print(text: string): void
  /** Prints what went wrong. */
  complain(text: string): void
}

/** The exit codes, as `--help` tells them. */
const exit = { done: 0, database: 1, usage: 2, pending: 3, unusable: 4 } as const

/** Runs the command and answers the code to exit with; never throws. */
export async function runCommand({ args, env, folder, print, complain }: Surroundings): Promise<number> {
  const line = readCommandLine(args)
  if (line === "help") {
    print(help)
    return exit.done
  }
  if ("wrong" in line) return fail(`${line.wrong} See --help.`, exit.usage)

  try {
    quoteSchema(line.schema)
    const url = env.DATABASE_URL
    if (url === undefined || url === "") {
      return fail("Set DATABASE_URL in the environment, as in postgres://user@host/database.", exit.usage)
    }
    const makeClient = await loadHostPg(folder)
    if (makeClient === undefined) {
      return fail('The package "pg" is not installed in this project: npm install pg.', exit.usage)
    }
    const client = attempt(() => makeClient(url))
    if (client === undefined) return fail("DATABASE_URL is not a connection string that pg can read.", exit.usage)
    const { text, code } = await withConnection(client, () => carryOut(line, client))
    print(text)
    return code
  } catch (error) {
    const failure = isMusterError(error) ? error : toMusterError(error)
    return fail(explained(failure), codeOf(failure))
  }

  function fail(text: string, code: number): number {
    complain(`muster-postgres: ${text}\n`)
    return code
  }
}

async function carryOut({ command, schema, dryRun }: CommandLine, client: PgClient) {
  const name = schema ?? "muster"
  switch (command) {
    case "migrate":
      return { text: migrateText(await migrate(client, { schema, dryRun }), name), code: exit.done }
    case "plan":
      return { text: planText(await migrationPlan(client, { schema }), name), code: exit.done }
    case "status": {
      const status = await migrationStatus(client, { schema })
      return { text: statusText(status, name), code: statusCodes[status.kind] }
    }
  }
}

const statusCodes: Record<MigrationStatus["kind"], number> = {
  "up-to-date": exit.done,
  behind: exit.pending,
  newer: exit.done,
  "too-new": exit.unusable,
  changed: exit.unusable,
  denied: exit.database,
}

function codeOf(error: MusterError): number {
  if (error.code === "ERR_STORE_NOT_MIGRATED") return exit.unusable
  return error.field === "schema" ? exit.usage : exit.database
}

async function withConnection<T>(client: PgClient, work: () => Promise<T>): Promise<T> {
  // Without a listener, a connection that breaks between two statements would end the process with a stack trace.
  client.on("error", () => {})
  await client.connect()
  try {
    return await work()
  } finally {
    await client.end().catch(() => {})
  }
}

/** The message, and what the system calls the cause; never the driver's own words, which may quote DATABASE_URL. */
function explained({ message, cause }: MusterError): string {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined
  return typeof code === "string" && /^[A-Z0-9_]+$/.test(code) ? `${message} (${code})` : message
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
