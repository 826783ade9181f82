import { hkdf } from "@noble/hashes/hkdf.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { base64 } from "@scure/base"
import { lengthPrefixed } from "../bytes.js"
import { MusterError } from "../errors.js"
import { drawBytes, randomId, systemRandom } from "../random.js"
import { platform } from "../web-platform.js"
import { keyFault } from "./key-fault.js"
import { isKeyId, KEY_BYTES, type KeyProvider, type KeyPurpose } from "./key-provider.js"

/** Input of {@link staticKeyring}. */
export interface StaticKeys {
  /** The id of the key that new records are made with. */
  readonly active: string
  /**
   * All keys by their ids: 32 bytes each, in base64 with padding. Ids have 1 to 32 letters, digits, ".", "_" or "-".
   * Make a key with `openssl rand -base64 32`.
   */
  readonly keys: Readonly<Record<string, string>>
}

const PURPOSES: readonly KeyPurpose[] = ["totp", "pepper", "ticket", "mail"]

/**
 * Makes a {@link KeyProvider} of keys that the program has at its start, such as from environment variables.
 *
 * Each purpose gets its own root, derived with HKDF-SHA-256, so a key of one purpose never opens a record of another.
 * All of them go by the id of the key.
 * To rotate: add the new key on every machine, then make it `active`, then re-seal, and remove the old one last.
 *
 * @throws ERR_CONFIGURATION with `field` when `active` is not among the keys, an id is malformed, two ids have the same
 * key, or a key is not 32 bytes in strict base64, has few different bytes, counts in equal steps, or is readable text,
 * as every example key in this documentation is. The message never contains a key.
 * @example
 * ```ts
 * const keys = staticKeyring({ active: "2026", keys: { "2026": process.env.MUSTER_KEY ?? "" } })
 * ```
 * @see OWASP ASVS 11.2.2, 13.3.1, 13.3.4; RFC 5869
 */
export function staticKeyring({ active, keys }: StaticKeys): KeyProvider {
  const roots = derivedRoots(readKeys(keys))
  const rootOf = (purpose: KeyPurpose, keyId: string) => roots.get(`${purpose} ${keyId}`)?.slice()
  if (rootOf("totp", active) === undefined) {
    throw new MusterError("ERR_CONFIGURATION", "The active key must be one of the keys.", { field: "active" })
  }
  return {
    async current(purpose) {
      return { keyId: active, key: rootOf(purpose, active) as Uint8Array }
    },
    async byId(purpose, keyId) {
      const key = rootOf(purpose, keyId)
      return key === undefined ? undefined : { key, state: keyId === active ? "active" : "decrypt-only" }
    },
  }
}

/**
 * Makes a {@link KeyProvider} with a fresh random key under a fresh id, for tests and demos. Whatever was sealed with it
 * is unreadable once the process ends.
 *
 * @throws ERR_CONFIGURATION when `NODE_ENV` is "production".
 */
export function ephemeralKeys(): KeyProvider {
  if (platform.process?.env?.NODE_ENV === "production") {
    throw new MusterError("ERR_CONFIGURATION", "Ephemeral keys would lose every factor when the process ends.", {
      field: "keys",
    })
  }
  const key = base64.encode(drawBytes(systemRandom, KEY_BYTES))
  const keyId = `ephemeral-${randomId(systemRandom).slice(0, 8)}`
  return staticKeyring({ active: keyId, keys: { [keyId]: key } })
}

/** Ids that are malformed are not named in the error: whoever mixed up the two columns has put the key there. */
function readKeys(keys: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  const read = new Map<string, Uint8Array>()
  const texts = new Set<string>()
  for (const [keyId, text] of Object.entries(keys)) {
    if (!isKeyId(keyId)) {
      throw new MusterError("ERR_CONFIGURATION", 'A key id must have 1 to 32 letters, digits, ".", "_" or "-".', {
        field: "keys",
      })
    }
    const key = decodeBase64(text)
    const fault = key === undefined ? "is not base64" : texts.has(text) ? "has a second id" : keyFault(key)
    if (key === undefined || fault !== undefined) {
      throw new MusterError("ERR_CONFIGURATION", `The key ${fault}. Make one with: openssl rand -base64 32`, {
        field: `keys.${keyId}`,
      })
    }
    texts.add(text)
    read.set(keyId, key)
  }
  return read
}

/**
 * Strict: one text for each byte string, so that comparing texts compares keys. The cause is left out: it quotes the
 * text.
 */
function decodeBase64(text: unknown): Uint8Array | undefined {
  try {
    return base64.decode(text as string)
  } catch {
    return undefined
  }
}

function derivedRoots(keys: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  const roots = new Map<string, Uint8Array>()
  for (const [keyId, key] of keys) {
    for (const purpose of PURPOSES) {
      const info = lengthPrefixed(["muster/root", purpose])
      roots.set(`${purpose} ${keyId}`, hkdf(sha256, key, undefined, info, KEY_BYTES))
    }
  }
  return roots
}
