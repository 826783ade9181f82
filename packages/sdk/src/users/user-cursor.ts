import { MusterError } from "@muster/core"
import * as z from "zod"
import type { PeoplePlace } from "../people/account-people.js"

const cursor = z.string().max(2500).nullable()
const id = z.string().max(200).nullable()
const schema = z.tuple([cursor, id, cursor, id])

/** Writes where a list of users goes on. It is read by the same version and by none other, so it has no format. */
export function writeUserCursor({ directory, storeAfter, lastId }: PeoplePlace): string {
  return JSON.stringify([directory.after, directory.lastId, storeAfter, lastId])
}

/**
 * Reads where a list of users goes on; `undefined`: at the start.
 *
 * @throws ERR_INVALID_INPUT with the field `after`
 */
export function readUserCursor(after: string | null | undefined): PeoplePlace | undefined {
  if (after == null) return undefined
  const parsed = schema.safeParse(parseJson(after))
  if (!parsed.success) {
    throw new MusterError("ERR_INVALID_INPUT", "the cursor is not one that a page of users gave", { field: "after" })
  }
  const [directoryAfter, directoryLastId, storeAfter, lastId] = parsed.data
  return { directory: { after: directoryAfter, lastId: directoryLastId }, storeAfter, lastId }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
