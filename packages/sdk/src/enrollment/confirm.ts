import { digestRecoveryCode, generateRecoveryCodes, parseNumericCode, randomId, verifyTotp } from "@muster/core"
import { enrollmentPosition, limits, transitionEnrollment } from "@muster/enrollment"
import type { Enrollment } from "../api/enrollment.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { openSecret } from "../secrets.js"
import { secondFactorProved } from "../sign-in/signed-in.js"
import { clientRefusedNow } from "../sign-in/update-client.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { enrollmentRefused, uncharged } from "./refused.js"
import type { HeldTicket } from "./step.js"

type Input = Parameters<Enrollment["confirm"]>[0]
type Answer = Awaited<ReturnType<Enrollment["confirm"]>>

/** The app's first code: the enrollment becomes the factor, and the user gets the recovery codes. */
export async function confirmEnrollment(deps: Dependencies, input: Input): Promise<Answer> {
  const { ticket, transaction } = input
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const held = { ticket, claims: opened.claims }
  const code = parseNumericCode(input.code, held.claims.digits)
  if (code === undefined) return uncharged(deps, held, "key-issued")
  const attempt = await chargeAttempt(deps, held.claims, "codes")
  if (attempt.kind === "ticket-rejected") return uncharged(deps, held, "key-issued")
  if (attempt.kind !== "charged") return attempt

  const recoveryCodes = newRecoveryCodes(deps, held.claims)
  return decideAndSave(deps, {
    key: held.claims,
    attempt,
    decide: (state) => decide(deps, held, code, recoveryCodes, state),
    transaction,
  })
}

async function decide(
  deps: Dependencies,
  held: HeldTicket,
  code: string,
  recoveryCodes: ReturnType<typeof newRecoveryCodes>,
  state: State,
): Promise<Decision<Answer>> {
  const { claims } = held
  const { record, now, account } = state
  const outdated = clientRefusedNow(deps, claims, state)
  if (outdated !== null) return { record: null, attempt: "refund", answer: () => outdated }

  const verification = await verifyIssuedKey(deps, claims, code, state)
  const { setId, digests } = recoveryCodes
  const event = { kind: "confirm", verification, recoveryCodes: { setId, digests } } as const
  const result = transitionEnrollment(record, claims, event, now)
  if (result.kind === "refused") {
    return {
      record: null,
      attempt: result.attempt,
      answer: ({ throttle }) => enrollmentRefused(deps, held, { ...state, throttle }, result.refusal),
    }
  }
  const signedIn = () => secondFactorProved(claims, { method: "totp", epoch: result.record.epoch, at: now })
  return {
    record: result.record,
    writes: writesOf(deps, result.outputs, claims, now),
    attempt: result.attempt,
    answer: () => ({
      kind: "enrolled",
      recoveryCodes: recoveryCodes.codes,
      next: account.rules.settings.afterEnrollment === "signed-in" ? signedIn() : { kind: "sign-in-again" },
    }),
  }
}

async function verifyIssuedKey(deps: Dependencies, claims: TicketClaims, code: string, { record, now }: State) {
  const position = enrollmentPosition(record, claims)
  // The machine refuses every other step before it looks at the comparison.
  if (position.kind !== "key-issued") return { kind: "rejected", reason: "mismatch" } as const
  const { enrollment, sealedSecret } = position
  const secret = await openSecret(deps, claims, { ...enrollment, generation: 1 }, sealedSecret)
  return verifyTotp({ secret, code, at: now, parameters: enrollment.totp, findClockSkew: true })
}

function newRecoveryCodes(deps: Dependencies, { accountId, userId }: TicketClaims) {
  const codes = generateRecoveryCodes({ random: deps.random, count: limits.recoveryCodes })
  return {
    codes,
    setId: randomId(deps.random),
    digests: codes.map((code) => digestRecoveryCode({ accountId, userId, code })),
  }
}
