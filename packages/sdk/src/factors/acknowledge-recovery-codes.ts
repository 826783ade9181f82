import { acknowledgeRecoveryCodes as acknowledge } from "@muster/enrollment"
import * as z from "zod"
import type { Factors } from "../api/factors.js"
import type { NotEnrolled } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { changeOwn, unchanged } from "./change-own.js"
import { ownWrites } from "./own-writes.js"

type Answer = { readonly kind: "acknowledged" } | { readonly kind: "superseded" } | NotEnrolled

/**
 * The set that was shown takes the place of the one that works. It was made with a fresh second factor, in a session of this
 * epoch, so none is asked for again: keeping ten codes may take its user longer than that lasts.
 */
export async function acknowledgeRecoveryCodes(
  deps: Dependencies,
  input: Parameters<Factors["acknowledgeRecoveryCodes"]>[0],
): ReturnType<Factors["acknowledgeRecoveryCodes"]> {
  const { setId } = parseInput(z.object({ setId: z.string().max(200) }), { setId: input.setId })
  return changeOwn<Answer>(deps, input.assurance, async (session) => {
    const { record } = session.state
    if (record.factor === null) return unchanged({ kind: "not-enrolled" })
    const result = acknowledge(record, setId)
    switch (result.kind) {
      case "unchanged":
        return unchanged({ kind: "acknowledged" })
      case "refused":
        return unchanged({ kind: "superseded" })
      case "moved":
        return {
          kind: "change",
          record: result.record,
          writes: await ownWrites(deps, session, result),
          answer: () => ({ kind: "acknowledged" }),
        }
    }
  })
}
