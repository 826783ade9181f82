import { cancelReplacement } from "@muster/enrollment"
import type { Factors } from "../api/factors.js"
import type { ProofNeeded } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { ownProofNeeded } from "../sessions/own-session.js"
import { changeOwn, unchanged } from "./change-own.js"
import { ownWrites } from "./own-writes.js"

type Answer = { readonly kind: "cancelled"; readonly changed: boolean } | ProofNeeded

/** Ends a replacement that waits or is under way. */
export async function cancelFactorReplacement(
  deps: Dependencies,
  { assurance }: Parameters<Factors["cancelReplacement"]>[0],
): ReturnType<Factors["cancelReplacement"]> {
  return changeOwn<Answer>(deps, assurance, async (session) => {
    if (session.facts.method === "primary-only") return unchanged({ kind: "proof-needed", accepts: ["fresh-sign-in"] })
    const { record, now } = session.state
    const cancelled = cancelReplacement(record, now)
    if (cancelled === null) return unchanged({ kind: "cancelled", changed: false })
    // What rests on the mailbox alone ends with any code; what was proved, with a proof that is as new.
    const proof = record.replacement?.isProved === true ? ownProofNeeded(deps, session) : null
    if (proof !== null) return unchanged(proof)
    return {
      kind: "change",
      record: cancelled.record,
      writes: await ownWrites(deps, session, cancelled),
      answer: () => ({ kind: "cancelled", changed: true }),
    }
  })
}
