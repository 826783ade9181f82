import type { Clock, Instant } from "@muster/core"
import { type Enrolled, type Explainable, explain, type SignedIn } from "@muster/sdk"
import type { HttpHost } from "./host.js"
import { problemOf } from "./problem.js"
import { type ResponseParts, respond, respondProblem } from "./respond.js"
import type { Answer } from "./routes/routes.js"
import { statuses } from "./statuses.js"
import { noTicketCookie, spentTicketCookie, type TicketTravel, ticketCookie } from "./tickets.js"

/** What an answer is turned into a response with. */
export interface AnswerContext {
  readonly host: HttpHost
  readonly request: Request
  readonly travel: TicketTravel
  readonly clock: Clock
}

/**
 * The response of an answer: the session through the host, the ticket as the client wants it, all else as Muster says
 * it.
 */
export async function respondWith(context: AnswerContext, answer: Answer): Promise<Response> {
  switch (answer.kind) {
    case "signed-in": {
      const { body, hostHeaders } = await finish(context, answer)
      return respond(body, { hostHeaders, cookie: spentCookie(context) })
    }
    case "enrolled":
      return enrolled(context, answer)
    default:
      return plain(context, answer)
  }
}

/** The host makes its session; of the answer the client gets all but the assurance and what the host owes. */
async function finish({ host, request }: AnswerContext, result: SignedIn) {
  const { headers, body = null } = await host.signedIn(result, request)
  const { assurance: _, hostMust: __, ...seen } = result
  return { body: { ...seen, session: body }, hostHeaders: new Headers(headers as Headers | undefined) }
}

async function enrolled(context: AnswerContext, { kind, recoveryCodes, next }: Enrolled): Promise<Response> {
  const cookie = spentCookie(context)
  if (next.kind !== "signed-in") return respond({ kind, recoveryCodes, next }, { cookie })
  const { body, hostHeaders } = await finish(context, next)
  return respond({ kind, recoveryCodes, next: body }, { hostHeaders, cookie })
}

/**
 * What holds nothing that must not leave. In the cookie's way of travelling no ticket stands in the JSON, nor in the step that
 * it tells of.
 */
function plain(context: AnswerContext, answer: Exclude<Answer, SignedIn | Enrolled>): Response {
  const { travel, clock } = context
  const cookie = travel === "json" ? undefined : cookieOf(answer, clock.now())
  const seen = travel === "json" ? answer : withoutTickets(answer)
  const status = statuses[answer.kind]
  if (status < 400) return respond(seen, { status, cookie })
  // What a route gave a name of its own is a success: a refusal is always one of Muster's answers.
  const words = explain(answer as Explainable)
  return respondProblem(problemOf(answer.kind, words, seen), { cookie, ...retryAfter(answer, clock.now()) })
}

function cookieOf(answer: Answer, now: Instant): string | undefined {
  if ("ticket" in answer) return ticketCookie(answer.ticket, answer.expiresAt, now)
  // A rejected ticket stays, since by now the browser may hold the next one: two clicks are two requests.
  return answer.kind === "cancelled" ? noTicketCookie : undefined
}

function spentCookie({ travel, request }: AnswerContext): string | undefined {
  return travel === "cookie" ? spentTicketCookie(request) : undefined
}

function withoutTickets<T extends object>(answer: T): object {
  const { ticket: _, ...rest } = answer as T & { readonly ticket?: unknown }
  return "current" in rest ? { ...rest, current: withoutTickets(rest.current as object) } : rest
}

/** Whole seconds, rounded up: who comes back on the second is not early. */
function retryAfter(answer: Answer, now: Instant): Pick<ResponseParts, "headers"> {
  const at = retryAtOf(answer)
  return at === null ? {} : { headers: { "Retry-After": String(Math.max(1, Math.ceil((at - now) / 1000))) } }
}

function retryAtOf(answer: Answer): Instant | null {
  switch (answer.kind) {
    case "throttled":
    case "busy":
      return answer.retryAt
    case "locked":
      return answer.until
    default:
      return null
  }
}
