import { base64urlnopad } from "@scure/base"
import { MusterError } from "./errors.js"
import { platform } from "./web-platform.js"

const encoder = new platform.TextEncoder()
/** `ignoreBOM` keeps a leading U+FEFF in the text; without it two different byte strings would read the same. */
const decoder = new platform.TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/**
 * Encodes text as UTF-8.
 *
 * @throws ERR_INVALID_INPUT for text with half a surrogate pair: the encoder would turn every such half into the same
 * character, and two different ids would then be bound alike.
 */
export function utf8(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new MusterError("ERR_INVALID_INPUT", "The text is not well-formed Unicode.")
  return encoder.encode(text)
}

/** Decodes UTF-8; throws a TypeError for bytes that are none. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Encodes bytes as base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes)
}

/**
 * Decodes base64url without padding (RFC 4648 §5). Strict: a byte string has exactly one text that is accepted.
 *
 * @throws ERR_INVALID_INPUT for any other character, length or trailing bits. The message does not repeat the text.
 */
export function fromBase64url(text: string): Uint8Array {
  try {
    return base64urlnopad.decode(text)
  } catch {
    // The cause is left out: it repeats characters of the text, which may be a sealed secret.
    throw new MusterError("ERR_INVALID_INPUT", "The text is not base64url.", { field: "text" })
  }
}

/** Joins byte strings. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/**
 * Joins parts with the length of each before it (4 bytes, big-endian), so that no two lists give the same bytes:
 * ("ab", "c") differs from ("a", "bc"), which a separator cannot promise for ids that may contain it.
 */
export function lengthPrefixed(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return concatBytes(
    ...parts.flatMap((part) => {
      const bytes = typeof part === "string" ? utf8(part) : part
      const length = new Uint8Array(4)
      new DataView(length.buffer).setUint32(0, bytes.length)
      return [length, bytes]
    }),
  )
}

/** Compares without leaving early, so that the time does not tell how many bytes agree. Lengths are not secret. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let at = 0; at < a.length; at++) difference |= (a[at] as number) ^ (b[at] ?? 0)
  return difference === 0
}
