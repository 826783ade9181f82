import { MusterError } from "@muster/core"

const defaultSchema = "muster"

/** Lower case only, so that a name means the same quoted and unquoted; Postgres keeps `pg_` for itself. */
const schemaPattern = /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/

/** Checks the name of Muster's schema and quotes it; the only place where a name becomes part of SQL. */
export function quoteSchema(schema: string = defaultSchema): string {
  if (schemaPattern.test(schema)) return `"${schema}"`
  throw new MusterError(
    "ERR_CONFIGURATION",
    "A schema name is a-z, 0-9 and _, 63 at most, and does not begin with pg_.",
    {
      field: "schema",
    },
  )
}
