import { parseArgs } from "node:util"

/** What the commands are told. */
export interface Options {
  readonly users: number
  readonly schema: string
}

/** Reads `--users 10000` and `--schema name`. */
export function readOptions(): Options {
  const { values } = parseArgs({ options: { users: { type: "string" }, schema: { type: "string" } } })
  const { users = "1000000", schema = `muster_scale_${Date.now()}` } = values
  const count = Number(users)
  if (!Number.isInteger(count) || count < 1000) throw new Error("--users is a number from 1000 on")
  return { users: count, schema }
}
