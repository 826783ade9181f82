import { keyedDigest, MusterError, verifyKeyedDigest } from "@muster/core"
import * as z from "zod"
import type { Dependencies } from "../dependencies.js"

/** The mark, and what it marks. */
const schema = z.tuple([z.string().max(100), z.string()])

/**
 * Marks where a list goes on as written here, for this account. The directory's part of it may be an address or a query of the
 * host's, which whoever asks for a page must not be able to make up. It counts until the next pepper is activated.
 */
export async function markCursor(deps: Dependencies, accountId: string, cursor: string): Promise<string> {
  const { digest } = await keyedDigest(markOf(deps, accountId, cursor))
  return JSON.stringify([digest, cursor])
}

/**
 * Reads a marked cursor; `undefined`: the list begins.
 *
 * @throws ERR_INVALID_INPUT with the field `after` for one that was not marked for this account
 */
export async function unmarkCursor(
  deps: Dependencies,
  accountId: string,
  after: string | null | undefined,
): Promise<string | undefined> {
  if (after == null) return undefined
  const parsed = schema.safeParse(parseJson(after))
  if (parsed.success) {
    const [digest, cursor] = parsed.data
    const mark = markOf(deps, accountId, cursor)
    const { keyId } = await keyedDigest(mark)
    const { kind } = await verifyKeyedDigest({ ...mark, stored: { keyId, digest } })
    if (kind === "match") return cursor
  }
  throw new MusterError("ERR_INVALID_INPUT", "the cursor is not one that a page of this list gave", { field: "after" })
}

const markOf = ({ keys }: Dependencies, accountId: string, cursor: string) => ({
  keys,
  label: "cursor-of-users",
  parts: [accountId, cursor],
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
