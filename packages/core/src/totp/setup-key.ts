import { base32nopad } from "@scure/base"
import { typedText } from "../codes/typed-text.js"
import { secretFault } from "./secret.js"

/** A secret as text for people who type it into their authenticator app. Never log it. */
export interface SetupKey {
  /** Base32 without padding (RFC 4648 §6): what a copy button copies. */
  readonly bare: string
  /** The same in groups of four, which people read and type without losing their place. */
  readonly groups: readonly string[]
}

/** Writes a secret as a setup key. 20 bytes give 32 characters in eight groups. */
export function formatSetupKey(secret: Uint8Array): SetupKey {
  const bare = base32nopad.encode(secret)
  return { bare, groups: bare.match(/.{1,4}/g) ?? [] }
}

/** Answer of {@link parseSetupKey}. */
export type ParseSetupKeyResult =
  | {
      /** The text is a key. */
      readonly kind: "parsed"
      /** Its bytes, 10 to 64; `importTotpSecret` decides whether they are enough. */
      readonly secret: Uint8Array
    }
  | {
      /** The text is no key. */
      readonly kind: "rejected"
      /** `malformed`: not Base32. `too-short`: under 10 bytes. `too-long`: over 64 bytes. */
      readonly reason: "malformed" | "too-short" | "too-long"
    }

/**
 * Reads a setup key as people type it: spaces, dashes, lower case and padding do not matter. Base32 has no 0, 1, 8 and
 * 9; they are refused and not guessed at, because a wrong guess would be a key that never works.
 *
 * @returns `parsed` with the bytes, or `rejected` with the reason; never throws
 */
export function parseSetupKey(text: unknown): ParseSetupKeyResult {
  const key = typedText(text).replace(/=+$/, "")
  if (!/^[A-Za-z2-7]+$/.test(key)) return { kind: "rejected", reason: "malformed" }
  const secret = decodeBase32(key.toUpperCase())
  if (secret === undefined) return { kind: "rejected", reason: "malformed" }
  const fault = secretFault(secret)
  return fault === undefined ? { kind: "parsed", secret } : { kind: "rejected", reason: fault }
}

/** `undefined` for a length or trailing bits that no byte string gives. */
function decodeBase32(key: string): Uint8Array | undefined {
  try {
    return base32nopad.decode(key)
  } catch {
    return undefined
  }
}
