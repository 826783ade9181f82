import { type Person, violated } from "../model/person.js"
import type { Real } from "../world.js"
import type { Scene } from "./command.js"

/** The keys that a user's record is sealed under. */
export async function sealedUnder({ store }: Real, { key }: Person): Promise<readonly string[]> {
  return (await store.loadUser(key)).user?.value.columns.sealedKeyIds ?? []
}

/** Of somebody whose code was accepted everything is under the active key. */
export async function sealedUnderTheActiveKey({ real, person }: Pick<Scene, "real" | "person">): Promise<void> {
  const others = (await sealedUnder(real, person)).filter((keyId) => keyId !== real.keys.active)
  if (others.length > 0) violated("a record is left under an older key", person)
}
