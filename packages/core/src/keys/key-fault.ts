import { KEY_BYTES } from "./key-provider.js"

/** A random key has about 30 different bytes; one in 10¹³ has so few. Text in hexadecimal has at most 16. */
const FEWEST_DIFFERENT_BYTES = 17

/** Why bytes cannot be a random key, as the end of a sentence; `undefined` when they can. */
export function keyFault(key: Uint8Array): string | undefined {
  if (key.length !== KEY_BYTES) return `does not have ${KEY_BYTES} bytes`
  const steps = new Set(Array.from(key.subarray(1), (byte, before) => (byte - (key[before] as number)) & 0xff))
  if (steps.size === 1) return "repeats a byte or counts in equal steps"
  if (new Set(key).size < FEWEST_DIFFERENT_BYTES) return "has too few different bytes"
  // A random key consists of printable ASCII once in 10¹³; a passphrase, and every example key, always does.
  if (key.every((byte) => byte >= 0x20 && byte <= 0x7e)) return "is readable text, such as a passphrase or an example"
  return undefined
}
