import { MusterError } from "../errors.js"
import type { KeyProvider } from "../keys/key-provider.js"
import { type RandomSource, systemRandom } from "../random.js"
import { openEnvelope, parseEnvelope, type SealContext, sealEnvelope } from "./envelope.js"

/** Seals secrets for storage, and opens them again. */
export interface SecretBox {
  /**
   * Encrypts a secret under the active key and binds it to its context.
   *
   * @throws ERR_INVALID_INPUT for a context that cannot be bound, ERR_KEY_UNAVAILABLE when the key provider fails.
   */
  seal(plaintext: Uint8Array, context: SealContext): Promise<Uint8Array>
  /**
   * Decrypts a sealed secret, given the very context that it was sealed with.
   *
   * @throws ERR_RECORD_UNREADABLE when the record or its context was altered, moved or cut; ERR_KEY_UNAVAILABLE when
   * the provider does not know its key, or fails (then `retryable`); ERR_INVALID_INPUT for a context that cannot be
   * bound.
   */
  open(sealed: Uint8Array, context: SealContext): Promise<Uint8Array>
}

/** What {@link createSecretBox} works with. */
export interface SecretBoxOptions {
  /** Where the keys come from. */
  readonly keys: KeyProvider
  /** Defaults to the platform's secure generator. */
  readonly random?: RandomSource | undefined
}

/**
 * Creates a secret box: AES-256-GCM through Web Crypto, with a key of its own for each record (HKDF-SHA-256), the key's
 * id in the record, and every field of the context authenticated.
 *
 * Protects against whoever reads or edits stored records without the keys. Does not protect against code execution in
 * the application, nor against putting back an older record of the same context.
 *
 * @example
 * ```ts
 * const box = createSecretBox({ keys })
 * const context = { purpose: "totp", accountId, userId, record: factorId, generation: 1, parameters: "" } as const
 * const sealed = await box.seal(secret, context)
 * ```
 * @see NIST SP 800-38D; RFC 5869; OWASP ASVS 11.3.2 to 11.3.4
 */
export function createSecretBox({ keys, random = systemRandom }: SecretBoxOptions): SecretBox {
  const tools = { keys, random }
  return {
    seal: (plaintext, context) => sealEnvelope(tools, plaintext, context),
    async open(sealed, context) {
      const result = await openEnvelope(tools, sealed, context)
      if (result.kind === "opened") return result.plaintext
      if (result.kind === "unreadable") throw unreadable()
      throw new MusterError("ERR_KEY_UNAVAILABLE", "The key of the sealed record is unknown.")
    },
  }
}

/**
 * Reads the id of the key that a record was sealed with, for the column that rotation counts by. The id is not
 * authenticated until the record is opened.
 *
 * @throws ERR_RECORD_UNREADABLE for bytes that are no sealed record.
 */
export function sealedKeyId(sealed: Uint8Array): string {
  const envelope = parseEnvelope(sealed)
  if (envelope === undefined) throw unreadable()
  return envelope.keyId
}

function unreadable(): MusterError {
  return new MusterError("ERR_RECORD_UNREADABLE", "The sealed record cannot be read.")
}
