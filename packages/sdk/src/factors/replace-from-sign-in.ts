import { digestRecoveryCode, parseRecoveryCode, randomId } from "@muster/core"
import {
  type BeginReplacementResult,
  beginReplacement,
  type ReplacementProof,
  ticketRejection,
} from "@muster/enrollment"
import { clientRefusedNow } from "../answers/update-client.js"
import type { Factors, LostAuthenticator } from "../api/factors.js"
import type { Throttled } from "../api/refusals.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave, type Writes } from "../attempts/decide-and-save.js"
import { malformedCode } from "../attempts/malformed-code.js"
import { attemptOfRefused, digestAttempt, type NamedAttempt, parseAttemptId } from "../attempts/named-attempt.js"
import { wrongCode } from "../attempts/wrong-code.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { knownAddresses } from "../mail/notices.js"
import { mailBudgetOf, type SpendMail } from "../mail/spend-mail-budget.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { adminNotices } from "./admin-notices.js"
import { begunAgain, replacingWith } from "./begun-again.js"
import { enrollToReplace, replacementProofNeeded } from "./replacement-answer.js"

type Answer = Awaited<ReturnType<Factors["beginReplacement"]>>

/** "I lost my phone", with the ticket of a challenge: by a recovery code, or by what the account's rule allows without one. */
export async function replaceFromSignIn(deps: Dependencies, input: LostAuthenticator): Promise<Answer> {
  const opened = await openTicket(deps, input.ticket, "challenge")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  const attemptId = parseAttemptId(input.attemptId)
  // A session that was left open or stolen must not stand in for the primary method.
  if (claims.isStepUp) return { kind: "proof-needed", accepts: ["fresh-sign-in"] }
  const wish = { claims, replacementId: randomId(deps.random), spendMail: mailBudgetOf(deps, claims) }
  if (input.recoveryCode === undefined) {
    const asked: Wish = { ...wish, proof: { kind: "none" }, named: null }
    return decideAndSave(deps, { key: claims, attempt: null, decide: (state) => decide(deps, asked, state) })
  }
  const code = parseRecoveryCode(input.recoveryCode)
  if (code === undefined) return malformedCode(deps, claims, "recovery-codes")
  const attempt = await chargeAttempt(deps, claims, "recovery-codes")
  if (attempt.kind !== "charged") return attempt
  const named = { claims, attemptId, code }
  const digest = digestRecoveryCode({ accountId: claims.accountId, userId: claims.userId, code })
  const decideOn = async (state: State): Promise<Decision<Answer>> => {
    const proof = { kind: "recovery-code", digest, ticket: claims, attempt: await digestAttempt(deps, named) } as const
    return decide(deps, { ...wish, proof, named }, state)
  }
  return decideAndSave(deps, { key: claims, attempt, decide: decideOn })
}

interface Wish {
  readonly claims: TicketClaims
  readonly proof: ReplacementProof
  /** The try at a recovery code; `null`: none was passed. */
  readonly named: NamedAttempt | null
  readonly replacementId: string
  readonly spendMail: SpendMail
}

async function decide(deps: Dependencies, wish: Wish, state: State): Promise<Decision<Answer>> {
  const { claims, proof, named, replacementId } = wish
  const { record, account, now } = state
  const outdated = clientRefusedNow(deps, claims, state)
  if (outdated !== null) return answered(outdated)
  const again = named === null ? null : await begunAgain(deps, named, state)
  if (again !== null) return answered(again)
  const refusal = ticketRefused(claims, state)
  if (refusal !== null) {
    // Nothing was compared, so the attempt is returned, unless the code may have been a guess at one that was accepted.
    const attempt = named === null ? "refund" : attemptOfRefused(named, state, { refusal, attempt: "refund" })
    return { record: null, attempt, answer: () => refusal }
  }

  const rule = account.rules.settings.replacement
  const result = beginReplacement({ record, rule, proof, replacementId, now })
  switch (result.kind) {
    case "open":
    case "held": {
      const overBudget = await budgetRefused(deps, wish, result, state)
      if (overBudget !== null) return answered(overBudget)
      return {
        record: result.record,
        writes: await writesFor(deps, claims, result, state),
        attempt: proof.kind === "recovery-code" ? "clear" : "keep",
        answer: () =>
          result.kind === "held"
            ? { kind: "held", until: result.until }
            : enrollToReplace(deps, replacingWith(claims), state, result.replacement),
      }
    }
    case "wrong-code":
      return {
        record: null,
        attempt: "keep",
        answer: ({ throttle }) => wrongCode("mismatch", "recovery-codes", throttle, now),
      }
    case "throttled":
      return answered({ kind: "throttled", retryAt: result.retryAt, limit: "mail" })
    case "proof-needed":
      return answered(replacementProofNeeded(record))
    case "admin-only":
      return answered({ kind: "admin-only" })
  }
}

type Begun = Extract<BeginReplacementResult, { readonly kind: "open" | "held" }>

const beginsHold = (result: Begun) => result.kind === "held" && result.record !== null

/** A hold is told by mail, and mail has its budget: without room in it no hold begins. */
async function budgetRefused(
  deps: Dependencies,
  { claims, spendMail }: Wish,
  result: Begun,
  { record, now }: State,
): Promise<Throttled | null> {
  return beginsHold(result) ? spendMail(await knownAddresses(deps, claims, record, claims.email), now) : null
}

/** Of a hold that begins all are told who can do something about it. */
async function writesFor(deps: Dependencies, claims: TicketClaims, result: Begun, state: State): Promise<Writes> {
  const { record, now } = state
  const writes = await writesOf(deps, { record: result.record ?? record, outputs: result.outputs }, claims, state)
  if (result.kind === "open" || !beginsHold(result)) return writes
  const toAdmins = await adminNotices(deps, claims, { now, until: result.until })
  return { ...writes, mail: [...writes.mail, ...toAdmins] }
}

function answered(answer: Answer): Decision<Answer> {
  return { record: null, attempt: "refund", answer: () => answer }
}

function ticketRefused(claims: TicketClaims, { record, now }: State) {
  const reason = ticketRejection(record, claims, now) ?? (record.factor === null ? "superseded" : null)
  return reason === null ? null : ({ kind: "ticket-rejected", reason } as const)
}
