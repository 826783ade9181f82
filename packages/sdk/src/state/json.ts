import { MusterError } from "@muster/core"
import type * as z from "zod"

/** What a store keeps of a state: JSON and the number of the format that it is written in. */
export interface StoredJson {
  readonly format: number
  readonly json: string
}

/**
 * Reads a stored state. A format that this version does not know was written by a newer one: it is not read, so that it
 * is never saved back with less in it.
 */
export function readJson<T>(stored: StoredJson, format: number, schema: z.ZodType<T>, what: string): T {
  if (stored.format !== format) {
    throw new MusterError(
      "ERR_RECORD_UNREADABLE",
      `${what} is stored in format ${stored.format}; this version reads ${format}`,
    )
  }
  const parsed = schema.safeParse(parseJson(stored.json))
  if (!parsed.success) throw new MusterError("ERR_RECORD_UNREADABLE", `${what} is not in the form of format ${format}`)
  return parsed.data
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
