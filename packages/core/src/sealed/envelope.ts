import { hkdf } from "@noble/hashes/hkdf.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { concatBytes, lengthPrefixed, utf8 } from "../bytes.js"
import { MusterError } from "../errors.js"
import { currentKey, isKeyId, KEY_BYTES, type KeyProvider, type KeyPurpose, keyById } from "../keys/key-provider.js"
import { drawBytes, type RandomSource } from "../random.js"
import { platform, type WebCryptoKey } from "../web-platform.js"

/**
 * What a sealed record is bound to. A record opens only with the context that it was sealed with, so one that was moved
 * to another user, or whose parameters were edited, does not open.
 */
export interface SealContext {
  /** Which key seals it. */
  readonly purpose: KeyPurpose
  /** The account, or "" where there is none. */
  readonly accountId: string
  /** The user within the account, or "" where there is none. */
  readonly userId: string
  /** Names the record among those of the user, such as the id of a factor. */
  readonly record: string
  /** Rises when the record is replaced: 0 or a positive whole number. */
  readonly generation: number
  /** What is stored in the clear beside the record and must not be edited, as text. */
  readonly parameters: string
}

/*
 * A sealed record, which describes itself:
 *
 *   "MUS1" | length of key id (1) | key id | salt (16) | nonce (12) | ciphertext | tag (16)
 *   ╰──────────────────────────── header ─────────────────────────╯
 *
 * Its key is HKDF-SHA-256(root, salt, info): the salt is fresh each time, so that one AES-GCM key seals one message,
 * and the bound of 2³² messages under random nonces (NIST SP 800-38D §8.3) never comes near. The header and the context
 * are the associated data. Only the key that the header names is tried; trying all would be slower and tell less when
 * it fails.
 */
const MAGIC = utf8("MUS1")
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BITS = 128

/** A record taken apart, before anything in it is believed. */
interface Envelope {
  readonly keyId: string
  readonly header: Uint8Array
  readonly salt: Uint8Array
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
}

/** What sealing and opening work with. */
interface EnvelopeTools {
  readonly keys: KeyProvider
  readonly random: RandomSource
}

/** Answer of {@link openEnvelope}. */
type OpenedEnvelope =
  | { readonly kind: "opened"; readonly plaintext: Uint8Array }
  | { readonly kind: "key-unknown" }
  | { readonly kind: "unreadable" }

/** Seals bytes under the active key of the context's purpose. */
export async function sealEnvelope(
  tools: EnvelopeTools,
  plaintext: Uint8Array,
  context: SealContext,
): Promise<Uint8Array> {
  const { keyId, key } = await currentKey(tools.keys, context.purpose)
  const id = utf8(keyId)
  const salt = drawBytes(tools.random, SALT_BYTES)
  const nonce = drawBytes(tools.random, NONCE_BYTES)
  const header = concatBytes(MAGIC, Uint8Array.of(id.length), id, salt, nonce)
  const associated = associatedData(header, context)
  const recordKey = await deriveRecordKey(key, keyId, salt, context, "encrypt")
  const sealed = await platform.crypto.subtle.encrypt(aesGcm(nonce, associated), recordKey, plaintext)
  return concatBytes(header, new Uint8Array(sealed))
}

/** Opens a sealed record. Expected failures are values; a failing key provider throws. */
export async function openEnvelope(
  tools: EnvelopeTools,
  sealed: Uint8Array,
  context: SealContext,
): Promise<OpenedEnvelope> {
  const envelope = parseEnvelope(sealed)
  if (envelope === undefined) return { kind: "unreadable" }
  const { keyId, header, salt, nonce, ciphertext } = envelope
  const associated = associatedData(header, context)
  const key = await keyById(tools.keys, context.purpose, keyId)
  if (key === undefined) return { kind: "key-unknown" }
  const recordKey = await deriveRecordKey(key, keyId, salt, context, "decrypt")
  try {
    const plaintext = await platform.crypto.subtle.decrypt(aesGcm(nonce, associated), recordKey, ciphertext)
    return { kind: "opened", plaintext: new Uint8Array(plaintext) }
  } catch {
    return { kind: "unreadable" }
  }
}

/** Takes a record apart; `undefined` for bytes that are none. */
export function parseEnvelope(sealed: Uint8Array): Envelope | undefined {
  const idAt = MAGIC.length + 1
  const saltAt = idAt + (sealed[MAGIC.length] ?? 0)
  const nonceAt = saltAt + SALT_BYTES
  const ciphertextAt = nonceAt + NONCE_BYTES
  if (sealed.length < ciphertextAt + TAG_BITS / 8 || MAGIC.some((byte, at) => byte !== sealed[at])) return undefined
  const keyId = String.fromCharCode(...sealed.subarray(idAt, saltAt))
  if (!isKeyId(keyId)) return undefined
  return {
    keyId,
    header: sealed.subarray(0, ciphertextAt),
    salt: sealed.subarray(saltAt, nonceAt),
    nonce: sealed.subarray(nonceAt, ciphertextAt),
    ciphertext: sealed.subarray(ciphertextAt),
  }
}

function associatedData(header: Uint8Array, context: SealContext): Uint8Array {
  const { purpose, accountId, userId, record, generation, parameters } = context
  if (!Number.isSafeInteger(generation) || generation < 0) {
    throw new MusterError("ERR_INVALID_INPUT", "The generation must be 0 or a positive whole number.", {
      field: "generation",
    })
  }
  return lengthPrefixed([header, "muster/sealed", purpose, accountId, userId, record, String(generation), parameters])
}

/**
 * By `@noble/hashes`, which is synchronous: Web Crypto's own HKDF takes several times as long, because each call is
 * handed to another thread.
 */
function deriveRecordKey(
  root: Uint8Array,
  keyId: string,
  salt: Uint8Array,
  { purpose, accountId }: SealContext,
  usage: "encrypt" | "decrypt",
): Promise<WebCryptoKey> {
  const info = lengthPrefixed(["muster/aes-256-gcm", keyId, purpose, accountId])
  const bytes = hkdf(sha256, root, salt, info, KEY_BYTES)
  return platform.crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [usage])
}

/** The length of the tag is stated on both sides: left to the platform, a tag cut short might be accepted. */
function aesGcm(iv: Uint8Array, additionalData: Uint8Array) {
  return { name: "AES-GCM", iv, additionalData, tagLength: TAG_BITS } as const
}
