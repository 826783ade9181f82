import { parseNumericCode, verifyTotp } from "@muster/core"
import { answerChallenge } from "@muster/enrollment"
import { secondFactorProved } from "../answers/signed-in.js"
import { clientRefusedNow } from "../answers/update-client.js"
import type { VerifyCode, VerifyResult } from "../api/sign-in.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import { malformedCode } from "../attempts/malformed-code.js"
import { attemptOfRefused, digestAttempt, type NamedAttempt, parseAttemptId } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { openSecret } from "../secrets.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { challengeRefused } from "./challenge-refused.js"
import { signedInAgain } from "./signed-in-again.js"

/** The authenticator's code: two statements when it is right, one when it is wrong and the user need not be told of it. */
export async function verifySignIn(deps: Dependencies, input: VerifyCode): Promise<VerifyResult> {
  const opened = await openTicket(deps, input.ticket, "challenge")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  const attemptId = parseAttemptId(input.attemptId)
  const code = parseNumericCode(input.code, claims.digits)
  if (code === undefined) return malformedCode(deps, claims, "codes")
  const attempt = await chargeAttempt(deps, claims, "codes")
  if (attempt.kind !== "charged") return attempt
  return decideAndSave(deps, {
    key: claims,
    attempt,
    decide: (state) => decide(deps, { claims, attemptId, code }, state),
    transaction: input.transaction,
  })
}

async function decide(deps: Dependencies, named: NamedAttempt, state: State): Promise<Decision<VerifyResult>> {
  const { claims, code } = named
  const { record, now } = state
  const outdated = clientRefusedNow(deps, claims, state)
  if (outdated !== null) return { record: null, attempt: "refund", answer: () => outdated }
  const again = await signedInAgain(deps, named, state)
  if (again !== null) return { record: null, attempt: "refund", answer: () => again }

  const verification = await verifyFactor(deps, claims, code, state)
  const result = answerChallenge(
    record,
    claims,
    { kind: "verify-code", verification, attempt: await digestAttempt(deps, named) },
    now,
  )
  if (result.kind === "refused") {
    return {
      record: null,
      attempt: attemptOfRefused(named, state, result),
      answer: ({ throttle }) => challengeRefused(result.refusal, "codes", throttle, now),
    }
  }
  return {
    record: result.record,
    writes: await writesOf(deps, result, claims, state),
    attempt: result.attempt,
    answer: () => secondFactorProved(claims, { method: "totp", epoch: result.record.epoch, at: now }),
  }
}

async function verifyFactor(deps: Dependencies, claims: TicketClaims, code: string, { record, now }: State) {
  const { factor } = record
  // The ticket was minted for another factor: the machine rejects it, so there is nothing to compare with.
  if (factor === null || record.epoch !== claims.epoch) return { kind: "rejected", reason: "mismatch" } as const
  const secret = await openSecret(deps, claims, factor, factor.sealedSecret)
  return verifyTotp({ secret, code, at: now, parameters: factor.totp, lastUsedStep: factor.lastUsedStep })
}
