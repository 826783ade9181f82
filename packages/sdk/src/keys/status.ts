import type { KeyPurpose } from "@muster/core"
import type { KeyStatus, Keys } from "../api/keys.js"
import type { Dependencies } from "../dependencies.js"
import { compareIds } from "../ports/compare-ids.js"
import { activeKeyIds } from "./active-key-ids.js"

/** What the records of users are sealed for: authenticators, and the addresses that were confirmed with them. */
const sealing = ["totp", "mail"] as const satisfies readonly KeyPurpose[]

/** Every key that is active or that a record names; one statement. */
export async function readKeys(deps: Dependencies): ReturnType<Keys["status"]> {
  const active = await activeKeyIds(deps)
  const counts = new Map(Object.entries(await deps.store.countByKeyId()))
  const keyIds = [...new Set([...active, ...counts.keys()])].sort(compareIds)
  const stateOf = async (keyId: string): Promise<KeyStatus["state"]> => {
    if (active.has(keyId)) return "active"
    const known = await Promise.all(sealing.map((purpose) => deps.keys.byId(purpose, keyId)))
    return known.includes(undefined) ? "missing" : "decrypt-only"
  }
  return Promise.all(
    keyIds.map(async (keyId) => ({ keyId, state: await stateOf(keyId), records: counts.get(keyId) ?? 0 })),
  )
}
