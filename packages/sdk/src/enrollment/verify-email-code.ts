import { verifyEmailCode as compareEmailCode, parseNumericCode, randomId } from "@muster/core"
import { sentEmailCode, transitionEnrollment, type UserRecord } from "@muster/enrollment"
import type { Enrollment } from "../api/enrollment.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { mintTicket, openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { emailCodeBinding } from "./email-code-binding.js"
import { enrollmentRefused, uncharged } from "./refused.js"

type Input = Parameters<Enrollment["verifyEmailCode"]>[0]
type Answer = Awaited<ReturnType<Enrollment["verifyEmailCode"]>>

/** The mailed code. A right one is answered with a ticket that names the enrollment, and spends the one before. */
export async function verifyEmailCode(deps: Dependencies, { ticket, code: typed }: Input): Promise<Answer> {
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const held = { ticket, claims: opened.claims }
  const code = parseNumericCode(typed, deps.emailCodeDigits)
  if (code === undefined) return uncharged(deps, held, "email-code-sent")
  const attempt = await chargeAttempt(deps, held.claims, "codes")
  if (attempt.kind === "ticket-rejected") return uncharged(deps, held, "email-code-sent")
  if (attempt.kind !== "charged") return attempt

  const enrollmentId = randomId(deps.random)
  const decide = async (state: State): Promise<Decision<Answer>> => {
    const { claims } = held
    const matched = await matchOf(deps, claims, code, state.record)
    const event = { kind: "verify-email-code", matched, enrollmentId, totp: deps.totp } as const
    const result = transitionEnrollment(state.record, claims, event, state.now)
    if (result.kind === "refused") {
      return {
        record: null,
        attempt: result.attempt,
        answer: ({ throttle }) => enrollmentRefused(deps, held, { ...state, throttle }, result.refusal),
      }
    }
    return {
      record: result.record,
      writes: await writesOf(deps, result, claims, state),
      attempt: result.attempt,
      answer: async () => {
        const next = { ...claims, enrollmentId, digits: deps.totp.digits, issuedAt: state.now }
        return { kind: "email-verified", ...(await mintTicket(deps, next)) }
      },
    }
  }
  return decideAndSave(deps, { key: held.claims, attempt, decide })
}

async function matchOf(
  deps: Dependencies,
  claims: TicketClaims,
  code: string,
  record: UserRecord,
): Promise<"newest" | "replaced" | "none"> {
  const sent = sentEmailCode(record, claims.id)
  if (sent === undefined || claims.email === null) return "none"
  const binding = emailCodeBinding(claims, claims.email)
  const [newest, ...replaced] = await Promise.all(
    [sent.newest, ...sent.replaced].map((stored) => compareEmailCode({ keys: deps.keys, binding, code, stored })),
  )
  if (newest?.kind === "match") return "newest"
  return replaced.some(({ kind }) => kind === "match") ? "replaced" : "none"
}
