import { isMusterError, MusterError } from "../errors.js"

/**
 * What a key is for. The purposes never share a key:
 *
 * - `totp`: seals the secrets of factors
 * - `pepper`: keys the digests of email codes
 * - `ticket`: seals tickets
 * - `mail`: seals mail that waits to be sent
 */
export type KeyPurpose = "totp" | "pepper" | "ticket" | "mail"

/** The key that new records are made with. */
export interface CurrentKey {
  /** Names the key in every record made with it: 1 to 32 letters, digits, ".", "_" or "-". */
  readonly keyId: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

/** A key found by its id. */
export interface KnownKey {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** `decrypt-only`: opens old records, and makes no new ones. */
  readonly state: "active" | "decrypt-only"
}

/**
 * The only place that sees root keys: an environment variable, a file, a key management service. Keep the keys out of
 * the database, and never derive them from another secret of the application.
 *
 * A provider that fails throws; the caller then gets `ERR_KEY_UNAVAILABLE` with `retryable: true`, or the `MusterError`
 * that it threw.
 *
 * The keys of one id are made and retired together, whatever their purpose: records are counted by id alone. An id stands
 * for the same keys for ever, also after they are retired.
 *
 * @see OWASP ASVS 13.3.1
 */
export interface KeyProvider {
  /** Gives the active key of a purpose. */
  current(purpose: KeyPurpose): Promise<CurrentKey>
  /** Gives the key with that id, or `undefined` when there is none. */
  byId(purpose: KeyPurpose, keyId: string): Promise<KnownKey | undefined>
}

/** Says whether a text can be the id of a key. Bounds what an id adds to a record, and keeps it out of trouble in logs, columns and file names. */
export function isKeyId(keyId: unknown): keyId is string {
  return typeof keyId === "string" && /^[A-Za-z0-9._-]{1,32}$/.test(keyId)
}

/** Every root key has as many bytes. */
export const KEY_BYTES = 32

/** Asks for the active key, and refuses an answer that would make records nobody can open. */
export async function currentKey(keys: KeyProvider, purpose: KeyPurpose): Promise<CurrentKey> {
  const current = await asking(() => keys.current(purpose))
  if (!isKeyId(current.keyId)) {
    throw new MusterError("ERR_CONFIGURATION", "The key provider gave a malformed key id.", { field: "keys" })
  }
  checkLength(current.key)
  return current
}

/** Asks for a key by its id. `undefined`: the provider does not know it. */
export async function keyById(keys: KeyProvider, purpose: KeyPurpose, keyId: string): Promise<Uint8Array | undefined> {
  return (await knownKey(keys, purpose, keyId))?.key
}

/** Asks for a key by its id, and whether it is active. `undefined`: the provider does not know it. */
export async function knownKey(keys: KeyProvider, purpose: KeyPurpose, keyId: string): Promise<KnownKey | undefined> {
  const known = await asking(() => keys.byId(purpose, keyId))
  if (known !== undefined) checkLength(known.key)
  return known
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (isMusterError(cause)) throw cause
    throw new MusterError("ERR_KEY_UNAVAILABLE", "The key provider failed.", { retryable: true, cause })
  }
}

function checkLength(key: Uint8Array): void {
  if (key instanceof Uint8Array && key.length === KEY_BYTES) return
  throw new MusterError("ERR_CONFIGURATION", `The key provider gave a key without ${KEY_BYTES} bytes.`, {
    field: "keys",
  })
}
