import { utf8 } from "../bytes.js"

// Everything by which a mail header or an SMTP command could hold a second mailbox (RFC 5322 §3.4): separators, groups,
// route and comment brackets, quoted local parts, white space, control and invisible characters.
const mailbox = /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@]+$/u

/** In octets: RFC 5321 §4.5.3.1.3 allows a path of 256 of them, two of which are its angle brackets. */
const longestAddress = 254

/**
 * Says whether a value is one bare mail address and nothing else: no display name, no list, no quoted local part.
 * Whether a mailbox answers to it, only its server knows.
 *
 * @example
 * ```ts
 * isSingleAddress("ann@acme.example") // true
 * isSingleAddress("ann@acme.example, bob@acme.example") // false
 * ```
 * @see RFC 5321 §4.5.3.1.3, RFC 5322 §3.4
 */
export function isSingleAddress(value: unknown): value is string {
  if (typeof value !== "string" || value.length > longestAddress || !mailbox.test(value)) return false
  // Only what is a mailbox has octets: half a character, which a string may hold, has none.
  return utf8(value).length <= longestAddress
}
