import { isSingleAddress, MusterError } from "@muster/core"
import { toSingleLine } from "../escape.js"

/** Who a mail is from. */
export interface Sender {
  /** The display name; empty if there is none. */
  readonly name: string
  readonly address: string
}

/**
 * Reads `name <address>`, `"name" <address>` or a bare address.
 *
 * @throws MusterError `ERR_CONFIGURATION` with field `from`.
 */
export function parseSender(text: string): Sender {
  const [, name = "", bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? []
  const address = (bracketed ?? text).trim()
  if (!isSingleAddress(address)) {
    throw new MusterError("ERR_CONFIGURATION", "from is neither an address nor name <address>", { field: "from" })
  }
  return { name: toSingleLine(name).replace(/^"(.*)"$/, "$1"), address }
}
