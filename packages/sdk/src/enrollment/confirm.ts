import { type KeyedDigest, parseNumericCode, verifyTotp } from "@muster/core"
import { allowsReplacement, enrollmentPosition, transitionEnrollment } from "@muster/enrollment"
import { clientRefusedNow } from "../answers/update-client.js"
import type { Enrollment } from "../api/enrollment.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import { attemptOfRefused, digestAttempt, type NamedAttempt, parseAttemptId } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import type { NewRecoveryCodes } from "../recovery-codes/new-recovery-codes.js"
import { openSecret, sealAddress } from "../secrets.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { enrolledAgain, enrolledAnswer, enrolledBefore, recoveryCodesOf } from "./enrolled.js"
import { enrollmentRefused, uncharged } from "./refused.js"
import type { HeldTicket } from "./step.js"

type Input = Parameters<Enrollment["confirm"]>[0]
type Answer = Awaited<ReturnType<Enrollment["confirm"]>>

/** The app's first code: the enrollment becomes the factor, and the user gets the recovery codes. */
export async function confirmEnrollment(deps: Dependencies, input: Input): Promise<Answer> {
  const { ticket, transaction } = input
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const attemptId = parseAttemptId(input.attemptId)
  const { claims } = opened
  const held = { ticket, claims }
  const code = parseNumericCode(input.code, claims.digits)
  if (code === undefined) return uncharged(deps, held, "key-issued")
  const named = { claims, attemptId, code }
  const attempt = await chargeAttempt(deps, claims, "codes")
  // Confirming has raised the epoch, so a lost answer is asked for again with a ticket that nothing can be charged to.
  if (attempt.kind === "ticket-rejected") {
    return (await enrolledAgain(deps, named)) ?? uncharged(deps, held, "key-issued")
  }
  if (attempt.kind !== "charged") return attempt

  const evidence = { named, digest: await digestAttempt(deps, named), codes: await recoveryCodesOf(deps, named) }
  return decideAndSave(deps, {
    key: claims,
    attempt,
    decide: (state) => decide(deps, held, evidence, state),
    transaction,
  })
}

interface Evidence {
  readonly named: NamedAttempt
  readonly digest: KeyedDigest | null
  readonly codes: NewRecoveryCodes
}

async function decide(
  deps: Dependencies,
  held: HeldTicket,
  { named, digest, codes }: Evidence,
  state: State,
): Promise<Decision<Answer>> {
  const { claims } = held
  const { record, now, account } = state
  const refused = clientRefusedNow(deps, claims, state) ?? replacementRefusedNow(claims, state)
  if (refused !== null) return { record: null, attempt: "refund", answer: () => refused }

  const { verification, sealedAddress } = await verifyIssuedKey(deps, named, state)
  const recoveryCodes = { setId: codes.setId, digests: codes.digests }
  const event = { kind: "confirm", verification, recoveryCodes, sealedAddress, attempt: digest } as const
  const result = transitionEnrollment(record, claims, event, now)
  if (result.kind === "refused") {
    // A parallel call of the same name may have been first.
    const again = await enrolledBefore(deps, named, state)
    if (again !== null) return { record: null, attempt: "refund", answer: () => again }
    return {
      record: null,
      attempt: attemptOfRefused(named, state, result),
      answer: ({ throttle }) => enrollmentRefused(deps, held, { ...state, throttle }, result.refusal),
    }
  }
  const proof = { epoch: result.record.epoch, at: now }
  return {
    record: result.record,
    writes: await writesOf(deps, result, claims, state),
    attempt: result.attempt,
    answer: () => enrolledAnswer(claims, account.rules, codes.codes, proof),
  }
}

/** The rule may have been tightened since the replacement began; the machine rejects a ticket whose replacement is gone. */
function replacementRefusedNow({ replacementId }: TicketClaims, { record, account, now }: State) {
  const { replacement } = record
  if (replacementId === null || replacement === null || replacement.id !== replacementId) return null
  if (allowsReplacement(account.rules.settings.replacement, replacement, now)) return null
  return { kind: "ticket-rejected", reason: "superseded" } as const
}

const mismatch = { verification: { kind: "rejected", reason: "mismatch" }, sealedAddress: null } as const

async function verifyIssuedKey(deps: Dependencies, { claims, code }: NamedAttempt, { record, now }: State) {
  const position = enrollmentPosition(record, claims)
  // The machine refuses every other step before it looks at the comparison.
  if (position.kind !== "key-issued") return mismatch
  const { enrollment, sealedSecret } = position
  const secret = await openSecret(deps, claims, { ...enrollment, generation: 1 }, sealedSecret)
  const verification = verifyTotp({ secret, code, at: now, parameters: enrollment.totp, findClockSkew: true })
  if (verification.kind === "rejected" || claims.email === null) return { verification, sealedAddress: null }
  return { verification, sealedAddress: await sealAddress(deps, claims, enrollment.id, claims.email) }
}
