import { digestEmailCode, generateEmailCode } from "@muster/core"
import { throttleRules, throttleStanding, transitionEnrollment } from "@muster/enrollment"
import type { Enrollment } from "../api/enrollment.js"
import type { EmailCodeSent } from "../api/enrollment-steps.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { mailBudgetOf } from "../mail/spend-mail-budget.js"
import { openTicket, type TicketClaims } from "../ticket.js"
import { writesOf } from "../writes.js"
import { emailCodeBinding } from "./email-code-binding.js"
import { enrollmentRefused } from "./refused.js"
import { enrollmentStep } from "./step.js"

type Answer = Awaited<ReturnType<Enrollment["sendEmailCode"]>>

/** Mails a code. It exists in the clear only here and in the sealed mail. */
export async function sendEmailCode(
  deps: Dependencies,
  { ticket }: Parameters<Enrollment["sendEmailCode"]>[0],
): Promise<Answer> {
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  const code = generateEmailCode({ digits: deps.emailCodeDigits, random: deps.random })
  const digest = await digestOf(deps, claims, code)
  const spendMail = mailBudgetOf(deps, claims)

  const decide = async (state: State): Promise<Decision<Answer>> => {
    const { record, throttle, now } = state
    const result = transitionEnrollment(record, claims, { kind: "send-email-code", code: digest }, now)
    if (result.kind === "refused") {
      return unchanged(await enrollmentRefused(deps, { ticket, claims }, state, result.refusal))
    }
    // A code that could not be tried afterwards is not worth a mail.
    const standing = throttleStanding(throttle, throttleRules.codes, now)
    if (standing.kind === "locked" || standing.kind === "held") {
      const until = standing.kind === "held" ? standing.until : null
      return unchanged({ kind: "locked", until, recoveryCodeWorks: false })
    }
    const overBudget = claims.email === null ? null : await spendMail([claims.email], now)
    if (overBudget !== null) return unchanged(overBudget)
    return {
      record: result.record,
      writes: await writesOf(deps, result, claims, state, code),
      attempt: result.attempt,
      answer: async ({ deliveries: [delivery = "queued"] }) => {
        const step = await enrollmentStep(deps, { ticket, claims }, { ...state, record: result.record })
        return { ...(step as EmailCodeSent), delivery }
      },
    }
  }
  return decideAndSave(deps, { key: claims, attempt: null, decide })
}

async function digestOf(deps: Dependencies, claims: TicketClaims, code: string) {
  if (claims.email === null) return null
  return digestEmailCode({ keys: deps.keys, binding: emailCodeBinding(claims, claims.email), code })
}

const unchanged = (answer: Answer): Decision<Answer> => ({ record: null, attempt: "keep", answer: () => answer })
