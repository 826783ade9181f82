import { parseArgs } from "node:util"

/** What the command is asked to do. */
export interface CommandLine {
  readonly command: "migrate" | "status" | "plan"
  readonly schema: string | undefined
  readonly dryRun: boolean
}

/** What it says to `--help`, and the codes with which it exits. */
export const help = `Usage: muster-postgres <command> [--schema <name>] [--dry-run]

Commands
  migrate   brings Muster's schema to the version of this release; any number of processes may do so at once
  status    tells which migrations have run and which are pending; changes nothing
  plan      prints the SQL that migrate would run; changes nothing

Options
  --schema <name>   the schema, "muster" by default
  --dry-run         with migrate: runs what is pending, and undoes it in the same transaction
  --help            prints this

DATABASE_URL names the database, as in postgres://user:password@host:5432/database. It is read from the environment
alone, since other users of the machine see arguments. The package "pg" is taken from the project in which this runs.

Exit codes
  0   done, or there is nothing to do
  1   the database cannot be reached, or refuses: the role may lack a right
  2   the command was called in a wrong way, DATABASE_URL is missing or wrong, or "pg" is not installed
  3   status: migrations are pending
  4   the schema is not one that this release can use: a migration ran in another form, or a newer release is needed
`

/**
 * Reads the arguments; an answer in words says what is wrong. It quotes no argument: somebody may have put a password
 * there.
 */
export function readCommandLine(args: readonly string[]): CommandLine | "help" | { readonly wrong: string } {
  const parsed = parse(args)
  if (parsed === undefined) return { wrong: "An option is not known, or lacks its value." }
  const { values, positionals } = parsed
  if (values.help === true) return "help"
  const [command] = positionals
  if (command === undefined) return { wrong: "A command is missing: migrate, status or plan." }
  if (positionals.length > 1) return { wrong: "There is one argument too many." }
  if (command !== "migrate" && command !== "status" && command !== "plan") {
    return { wrong: "There is no such command; there are migrate, status and plan." }
  }
  return { command, schema: values.schema, dryRun: values["dry-run"] === true }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { schema: { type: "string" }, "dry-run": { type: "boolean" }, help: { type: "boolean", short: "h" } },
    })
  } catch {
    return undefined
  }
}
