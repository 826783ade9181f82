import { hmac } from "#hmac"
import { constantTimeEqual, lengthPrefixed, toBase64url, utf8 } from "../bytes.js"
import { MusterError } from "../errors.js"
import { currentKey, type KeyProvider, keyById } from "./key-provider.js"

/** A digest that only the holder of the pepper can compute or test guesses against. Safe to store. */
export interface KeyedDigest {
  /** The pepper that it was made with. */
  readonly keyId: string
  /** HMAC-SHA-256, in base64url. */
  readonly digest: string
}

/** Input of {@link keyedDigest}. */
export interface KeyedDigestInput {
  /** Where the pepper comes from. */
  readonly keys: KeyProvider
  /** What the digest is for. Digests of different labels never match. */
  readonly label: string
  /** What is digested, in order. No two lists give the same bytes. */
  readonly parts: readonly string[]
}

/** Input of {@link verifyKeyedDigest}. */
export interface VerifyKeyedDigestInput extends KeyedDigestInput {
  /** What {@link keyedDigest} gave. */
  readonly stored: KeyedDigest
}

/** Answer of {@link verifyKeyedDigest}. */
export type VerifyKeyedDigestResult =
  | {
      /** The same label and parts. */
      readonly kind: "match"
    }
  | {
      /** Others. */
      readonly kind: "mismatch"
    }

/**
 * Digests short secrets, such as codes of a few digits, so that the database alone does not give them away: a plain
 * hash of six digits falls in a moment, and so does a slow one. The key is not in the database.
 *
 * @throws ERR_KEY_UNAVAILABLE when the provider fails, ERR_INVALID_INPUT for text that is not well-formed Unicode.
 */
export async function keyedDigest(input: KeyedDigestInput): Promise<KeyedDigest> {
  const { keyId, key } = await currentKey(input.keys, "pepper")
  return { keyId, digest: digestWith(key, keyId, input) }
}

/**
 * Compares with a stored digest, in constant time, under the pepper that it was made with.
 *
 * @returns `match` or `mismatch`
 * @throws ERR_KEY_UNAVAILABLE when that pepper is gone or the provider fails, ERR_INVALID_INPUT for text that is not
 * well-formed Unicode.
 */
export async function verifyKeyedDigest(input: VerifyKeyedDigestInput): Promise<VerifyKeyedDigestResult> {
  const { keyId, digest } = input.stored
  const key = await keyById(input.keys, "pepper", keyId)
  if (key === undefined) throw new MusterError("ERR_KEY_UNAVAILABLE", "The pepper of the digest is unknown.")
  const equal = constantTimeEqual(utf8(digestWith(key, keyId, input)), utf8(digest))
  return { kind: equal ? "match" : "mismatch" }
}

function digestWith(key: Uint8Array, keyId: string, { label, parts }: KeyedDigestInput): string {
  return toBase64url(hmac("SHA-256", key, lengthPrefixed(["muster/keyed-digest", keyId, label, ...parts])))
}
