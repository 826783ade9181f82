import { isKeyId } from "@muster/core"
import * as z from "zod"
import type { Keys } from "../api/keys.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { activeKeyIds } from "./active-key-ids.js"

const schema = z.object({ keyId: z.string().refine(isKeyId) })

/** Looks at the keys before the records: one that is not active here seals nothing in between. */
export async function retireKey(deps: Dependencies, input: Parameters<Keys["retire"]>[0]): ReturnType<Keys["retire"]> {
  const { keyId } = parseInput(schema, { keyId: input.keyId })
  const active = await activeKeyIds(deps)
  const counts = new Map(Object.entries(await deps.store.countByKeyId()))
  const records = counts.get(keyId) ?? 0
  return active.has(keyId) || records > 0 ? { kind: "in-use", records } : { kind: "retired" }
}
