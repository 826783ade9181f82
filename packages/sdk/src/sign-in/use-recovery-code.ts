import { digestRecoveryCode, parseRecoveryCode } from "@muster/core"
import { answerChallenge, recoveryCodesLeft } from "@muster/enrollment"
import { secondFactorProved } from "../answers/signed-in.js"
import { clientRefusedNow } from "../answers/update-client.js"
import type { VerifyCode, VerifyResult } from "../api/sign-in.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import { malformedCode } from "../attempts/malformed-code.js"
import { attemptOfRefused, digestAttempt, type NamedAttempt, parseAttemptId } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { openTicket } from "../ticket.js"
import { writesOf } from "../writes.js"
import { challengeRefused } from "./challenge-refused.js"
import { signedInAgain } from "./signed-in-again.js"

/** A recovery code in place of the authenticator's; it never touches the budget of those. */
export async function verifyRecoveryCode(deps: Dependencies, input: VerifyCode): Promise<VerifyResult> {
  const opened = await openTicket(deps, input.ticket, "challenge")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  const attemptId = parseAttemptId(input.attemptId)
  const code = parseRecoveryCode(input.code)
  if (code === undefined) return malformedCode(deps, claims, "recovery-codes")
  const attempt = await chargeAttempt(deps, claims, "recovery-codes")
  if (attempt.kind !== "charged") return attempt
  const digest = digestRecoveryCode({ accountId: claims.accountId, userId: claims.userId, code })
  return decideAndSave(deps, {
    key: claims,
    attempt,
    decide: (state) => decide(deps, { claims, attemptId, code }, digest, state),
    transaction: input.transaction,
  })
}

async function decide(
  deps: Dependencies,
  named: NamedAttempt,
  digest: string,
  state: State,
): Promise<Decision<VerifyResult>> {
  const { claims } = named
  const { record, now } = state
  const outdated = clientRefusedNow(deps, claims, state)
  if (outdated !== null) return { record: null, attempt: "refund", answer: () => outdated }
  const again = await signedInAgain(deps, named, state)
  if (again !== null) return { record: null, attempt: "refund", answer: () => again }

  const attempt = await digestAttempt(deps, named)
  const result = answerChallenge(record, claims, { kind: "use-recovery-code", digest, attempt }, now)
  if (result.kind === "refused") {
    return {
      record: null,
      attempt: attemptOfRefused(named, state, result),
      answer: ({ throttle }) => challengeRefused(result.refusal, "recovery-codes", throttle, now),
    }
  }
  return {
    record: result.record,
    writes: await writesOf(deps, result, claims, state),
    attempt: result.attempt,
    answer: () => ({
      ...secondFactorProved(claims, { method: "recovery-code", epoch: result.record.epoch, at: now }),
      recoveryCodesLeft: recoveryCodesLeft(result.record),
    }),
  }
}
