import { recoveryCodeSet, showRecoveryCodes } from "@muster/enrollment"
import type { Factors, RecoveryCodesRegenerated } from "../api/factors.js"
import type { NotEnrolled, ProofNeeded } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { newRecoveryCodes } from "../recovery-codes/new-recovery-codes.js"
import { ownProofNeeded } from "../sessions/own-session.js"
import { changeOwn, unchanged } from "./change-own.js"

type Answer = RecoveryCodesRegenerated | ProofNeeded | NotEnrolled

/** Makes a set and keeps it beside the one that works. No event and no mail: nothing has changed for anybody yet. */
export async function regenerateRecoveryCodes(
  deps: Dependencies,
  input: Parameters<Factors["regenerateRecoveryCodes"]>[0],
): ReturnType<Factors["regenerateRecoveryCodes"]> {
  return changeOwn<Answer>(deps, input.assurance, async (session) => {
    const { record, now } = session.state
    if (record.factor === null) return unchanged({ kind: "not-enrolled" })
    const proof = ownProofNeeded(deps, session)
    if (proof !== null) return unchanged(proof)
    const { codes, setId, digests } = newRecoveryCodes(deps, session.assurance)
    return {
      kind: "change",
      record: showRecoveryCodes(record, recoveryCodeSet(setId, digests, now)),
      answer: () => ({ kind: "regenerated", recoveryCodes: codes, setId }),
    }
  })
}
