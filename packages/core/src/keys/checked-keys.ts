import { hmac } from "#hmac"
import { lengthPrefixed, toBase64url } from "../bytes.js"
import { MusterError } from "../errors.js"
import { currentKey, type KeyProvider, type KeyPurpose, knownKey } from "./key-provider.js"

/** What tells a key from every other one without giving it away: safe to store. */
export interface KeyCheck {
  /** What the key is for. */
  readonly purpose: KeyPurpose
  /** Its id in the key provider. */
  readonly keyId: string
  /** The first 8 bytes of an HMAC-SHA-256 under the key, in base64url. */
  readonly value: string
}

/** Whether a key is the one that its id stood for before; an id that is new stands for the key from then on. */
export type KeyCheckResult = { readonly kind: "match" } | { readonly kind: "mismatch" }

const CHECK_BYTES = 8

/**
 * Wraps a provider, so that each of its keys is compared before its first use: a machine that has a wrong key under an id
 * that others use would seal what nobody else can open. Compares once for each key, and again after a comparison that
 * failed.
 *
 * @param compare - asks what all machines share, such as the database
 * @returns a provider that throws ERR_CONFIGURATION with the field `keys` where a key is not the one of its id, and
 * whatever `compare` throws
 */
export function checkedKeys(keys: KeyProvider, compare: (check: KeyCheck) => Promise<KeyCheckResult>): KeyProvider {
  const comparisons = new Map<string, Promise<void>>()

  function expectKeyOfId(purpose: KeyPurpose, keyId: string, key: Uint8Array): Promise<void> {
    const check = { purpose, keyId, value: checkValue(purpose, keyId, key) }
    // With its value: a provider may come to have another key under the same id.
    const name = Object.values(check).join(" ")
    const begun = comparisons.get(name)
    if (begun !== undefined) return begun
    const comparison = expectMatch(check, compare)
    comparisons.set(name, comparison)
    comparison.catch(() => comparisons.delete(name))
    return comparison
  }

  return {
    async current(purpose) {
      const current = await currentKey(keys, purpose)
      await expectKeyOfId(purpose, current.keyId, current.key)
      return current
    },
    async byId(purpose, keyId) {
      const known = await knownKey(keys, purpose, keyId)
      if (known !== undefined) await expectKeyOfId(purpose, keyId, known.key)
      return known
    },
  }
}

async function expectMatch(check: KeyCheck, compare: (check: KeyCheck) => Promise<KeyCheckResult>): Promise<void> {
  const { kind } = await compare(check)
  if (kind === "match") return
  throw new MusterError(
    "ERR_CONFIGURATION",
    `The key ${check.keyId} is not the one that was used under this id before. If it is new, give it another id.`,
    { field: "keys" },
  )
}

function checkValue(purpose: KeyPurpose, keyId: string, key: Uint8Array): string {
  const digest = hmac("SHA-256", key, lengthPrefixed(["muster/key-check", purpose, keyId]))
  return toBase64url(digest.subarray(0, CHECK_BYTES))
}
