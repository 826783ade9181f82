import { digestRecoveryCode, parseRecoveryCode } from "@muster/core"
import { answerChallenge } from "@muster/enrollment"
import type { VerifyCode, VerifyResult } from "../api/sign-in.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import { malformedCode } from "../attempts/malformed-code.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { secondFactorProved } from "./signed-in.js"
import { clientRefusedNow } from "./update-client.js"
import { refusal } from "./verify.js"

/** A recovery code in place of the authenticator's; it never touches the budget of those. */
export async function verifyRecoveryCode(deps: Dependencies, input: VerifyCode): Promise<VerifyResult> {
  const opened = await openTicket(deps, input.ticket, "challenge")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  const code = parseRecoveryCode(input.code)
  if (code === undefined) return malformedCode(deps, claims, "recovery-codes")
  const attempt = await chargeAttempt(deps, claims, "recovery-codes")
  if (attempt.kind !== "charged") return attempt
  const digest = digestRecoveryCode({ accountId: claims.accountId, userId: claims.userId, code })
  return decideAndSave(deps, {
    key: claims,
    attempt,
    decide: async (state) => decide(deps, claims, digest, state),
    transaction: input.transaction,
  })
}

function decide(deps: Dependencies, claims: TicketClaims, digest: string, state: State): Decision<VerifyResult> {
  const { record, now } = state
  const outdated = clientRefusedNow(deps, claims, state)
  if (outdated !== null) return { record: null, attempt: "refund", answer: () => outdated }

  const result = answerChallenge(record, claims, { kind: "use-recovery-code", digest }, now)
  if (result.kind === "refused") {
    return {
      record: null,
      attempt: result.attempt,
      answer: ({ throttle }) => refusal(result.refusal, "recovery-codes", throttle, now),
    }
  }
  const left = result.record.recoveryCodes?.unspent.length ?? 0
  return {
    record: result.record,
    writes: writesOf(deps, result.outputs, claims, now),
    attempt: result.attempt,
    answer: () => ({
      ...secondFactorProved(claims, { method: "recovery-code", epoch: result.record.epoch, at: now }),
      recoveryCodesLeft: left,
    }),
  }
}
