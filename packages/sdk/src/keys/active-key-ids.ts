import type { KeyPurpose } from "@muster/core"
import type { Dependencies } from "../dependencies.js"

const purposes = ["totp", "mail", "ticket", "pepper"] as const satisfies readonly KeyPurpose[]

/** The ids of the keys that are active for any purpose; one, except while a provider is switching. */
export async function activeKeyIds({ keys }: Dependencies): Promise<ReadonlySet<string>> {
  const current = await Promise.all(purposes.map((purpose) => keys.current(purpose)))
  return new Set(current.map(({ keyId }) => keyId))
}
