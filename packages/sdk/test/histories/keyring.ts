import { createHash } from "node:crypto"
import { type KeyProvider, staticKeyring } from "@muster/core"

/** The keys of the machines, as an operator changes them from one deployment to the next. */
export interface Keyring {
  /** The ids of the keys that machines know, the oldest first. */
  readonly keyIds: readonly string[]
  /** The one that new records are sealed under. */
  readonly active: string
}

const material = (keyId: string) => createHash("sha256").update(`histories ${keyId}`).digest("base64")

export const firstKeys: Keyring = { keyIds: ["one"], active: "one" }

/** What a machine is started with. */
export function providerOf({ keyIds, active }: Keyring): KeyProvider {
  return staticKeyring({ active, keys: Object.fromEntries(keyIds.map((keyId) => [keyId, material(keyId)])) })
}
