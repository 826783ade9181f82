import { digestRecoveryCode, parseRecoveryCode, randomId } from "@muster/core"
import {
  type BeginReplacementResult,
  beginReplacement,
  type ReplacementProof,
  ticketRejection,
} from "@muster/enrollment"
import { clientRefusedNow } from "../answers/update-client.js"
import type { Factors, LostAuthenticator } from "../api/factors.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave, type Writes } from "../attempts/decide-and-save.js"
import { malformedCode } from "../attempts/malformed-code.js"
import { wrongCode } from "../attempts/wrong-code.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { adminNotices } from "./admin-notices.js"
import { enrollToReplace, replacementProofNeeded } from "./replacement-answer.js"

type Answer = Awaited<ReturnType<Factors["beginReplacement"]>>

/** "I lost my phone", with the ticket of a challenge: by a recovery code, or by what the account's rule allows without one. */
export async function replaceFromSignIn(deps: Dependencies, input: LostAuthenticator): Promise<Answer> {
  const opened = await openTicket(deps, input.ticket, "challenge")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  // A session that was left open or stolen must not stand in for the primary method.
  if (claims.isStepUp) return { kind: "proof-needed", accepts: ["fresh-sign-in"] }
  const replacementId = randomId(deps.random)
  const decideWith = (proof: ReplacementProof) => (state: State) =>
    decide(deps, { claims, proof, replacementId }, state)
  if (input.recoveryCode === undefined) {
    return decideAndSave(deps, { key: claims, attempt: null, decide: decideWith({ kind: "none" }) })
  }
  const code = parseRecoveryCode(input.recoveryCode)
  if (code === undefined) return malformedCode(deps, claims, "recovery-codes")
  const attempt = await chargeAttempt(deps, claims, "recovery-codes")
  if (attempt.kind !== "charged") return attempt
  const digest = digestRecoveryCode({ accountId: claims.accountId, userId: claims.userId, code })
  const proof = { kind: "recovery-code", digest, ticket: claims } as const
  return decideAndSave(deps, { key: claims, attempt, decide: decideWith(proof) })
}

interface Wish {
  readonly claims: TicketClaims
  readonly proof: ReplacementProof
  readonly replacementId: string
}

async function decide(
  deps: Dependencies,
  { claims, proof, replacementId }: Wish,
  state: State,
): Promise<Decision<Answer>> {
  const { record, account, now } = state
  const refused = ticketRefused(claims, state) ?? clientRefusedNow(deps, claims, state)
  // Nothing was compared, so the attempt is returned.
  if (refused !== null) return { record: null, attempt: "refund", answer: () => refused }

  const rule = account.rules.settings.replacement
  const result = beginReplacement({ record, rule, proof, replacementId, now })
  switch (result.kind) {
    case "open":
    case "held": {
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
    case "proof-needed":
      return answered(replacementProofNeeded(record))
    case "admin-only":
      return answered({ kind: "admin-only" })
  }
}

/** Of a hold that begins all are told who can do something about it. */
async function writesFor(
  deps: Dependencies,
  claims: TicketClaims,
  result: Extract<BeginReplacementResult, { readonly kind: "open" | "held" }>,
  state: State,
): Promise<Writes> {
  const { now } = state
  const writes = await writesOf(deps, result.outputs, claims, state)
  const begins = result.kind === "held" && result.record !== null
  const toAdmins = begins ? await adminNotices(deps, claims, { now, until: result.until }) : []
  return { ...writes, mail: [...writes.mail, ...toAdmins] }
}

function answered(answer: Answer): Decision<Answer> {
  return { record: null, attempt: "refund", answer: () => answer }
}

function ticketRefused(claims: TicketClaims, { record, now }: State) {
  const reason = ticketRejection(record, claims, now) ?? (record.factor === null ? "superseded" : null)
  return reason === null ? null : ({ kind: "ticket-rejected", reason } as const)
}

/** The ticket says who passed the primary method, and how. */
function replacingWith(claims: TicketClaims) {
  const { accountId, userId, email, locale, client, primary, isService, hasLocalPassword } = claims
  return {
    accountId,
    user: { id: userId, email, locale: locale ?? undefined, isService, hasLocalPassword },
    client,
    primary,
  }
}
