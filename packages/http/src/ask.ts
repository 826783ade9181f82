import { isMusterError } from "@muster/core"
import { authorizeAdmin } from "./authorize-admin.js"
import { parseBody } from "./bodies/parse-body.js"
import { refuse } from "./request-problem.js"
import type { AdminRoute, CallContext, Route } from "./routes/route.js"
import type { Answer } from "./routes/routes.js"
import { readTicket, type TicketTravel } from "./tickets.js"

/** What a route is asked with. */
export interface AskContext extends CallContext {
  readonly travel: TicketTravel
}

type Body = Readonly<Record<string, unknown>>

/** Finds what a route needs and asks Muster, or refuses because there is none of it. */
export async function ask(context: AskContext, route: Route<Answer>, body: Body): Promise<Answer | Response> {
  const parsed = parseBody(route.body, body)
  if (parsed.kind === "invalid") return refuse("invalid-request", { field: parsed.field })
  try {
    return await askWith(context, route, body, parsed.body)
  } catch (error) {
    const field = faultOfClient(error, route)
    if (field === undefined) throw error
    return refuse("invalid-request", { field })
  }
}

async function askWith(
  context: AskContext,
  route: Route<Answer>,
  body: Body,
  parsed: Body,
): Promise<Answer | Response> {
  const { host, request, travel } = context
  switch (route.needs) {
    case "ticket": {
      const ticket = readTicket(request, travel, body)
      if (ticket.kind === "invalid") return refuse("invalid-request", { field: ticket.field })
      return route.run(context, parsed, ticket.ticket)
    }
    case "primary": {
      const passed = (await host.verifyPrimary(request, body)) ?? null
      return passed === null ? refuse("wrong-credentials") : route.run(context, parsed, passed)
    }
    case "session": {
      const session = (await host.authenticate(request)) ?? null
      return session === null ? refuse("not-signed-in") : route.run(context, parsed, session)
    }
    case "nothing":
      return route.run(context, parsed, (await host.authenticate(request)) ?? null)
    case "admin":
      return askAsAdmin(context, route, parsed)
  }
}

async function askAsAdmin(context: AskContext, route: AdminRoute<Answer>, parsed: Body): Promise<Answer | Response> {
  // One value for both: the host is asked about the account that the call will be about.
  const call = { action: route.verb, accountId: parsed.accountId as string }
  const actor = await authorizeAdmin(context, call)
  return actor === null ? refuse("not-admin") : route.run(context, parsed, actor)
}

/**
 * The field of the body that Muster has found at fault, such as a time zone that there is not. What is no field of the
 * body is the host's: its user, its actor.
 */
function faultOfClient(error: unknown, { body }: Route): string | undefined {
  if (!isMusterError(error, "ERR_INVALID_INPUT") || error.field === undefined) return undefined
  const [name = ""] = error.field.split(".")
  return Object.hasOwn(body.shape, name) ? error.field : undefined
}
