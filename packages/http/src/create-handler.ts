import { type Clock, systemClock } from "@muster/core"
import type { Muster } from "@muster/sdk"
import { respondWith } from "./answer.js"
import { ask } from "./ask.js"
import { checkOptions } from "./check-options.js"
import { respondToFailure } from "./failure.js"
import type { HttpHost } from "./host.js"
import { askedFrom, keepsSecureCookies } from "./origin.js"
import { readBody } from "./read-body.js"
import { refuse } from "./request-problem.js"
import { routeOf } from "./routes/routes.js"
import { ticketTravel } from "./tickets.js"

/** What `createHandler` is given. */
export interface HandlerOptions {
  /** The services. */
  readonly muster: Muster
  /** What the application does itself. */
  readonly host: HttpHost
  /** Where the handler is mounted: empty, or a path that begins with a slash and ends with none. Default: `/muster`. */
  readonly basePath?: string | undefined
  /**
   * Other origins whose pages may ask, such as `https://app.acme.example`; also one's own, where a proxy hides the host
   * that was asked for. No CORS header is sent: that is the application's part. Default: none.
   */
  readonly trustedOrigins?: readonly string[] | undefined
  /**
   * Hears what was thrown, for the log of the application: the client is told nothing of it. What it throws is ignored. Do not
   * log the request as it is: its headers hold the cookies of the session and of the ticket.
   */
  readonly onError?: ((error: unknown, request: Request) => void) | undefined
  /** The clock that `createMuster` was given, for `Retry-After` and `Max-Age`. Default: the machine's. */
  readonly clock?: Clock | undefined
}

/**
 * Answers one request; never rejects. `parsedBody` is the body where a framework has read it already. The body is read,
 * so what the host's functions get is a request whose body is used up.
 */
export type Handler = (request: Request, parsedBody?: unknown) => Promise<Response>

/**
 * Makes one handler of Web standards for signing in, enrolling, a user's own factor and an account's admins, to be
 * mounted in any framework. It makes no session, sends no CORS header and reads nothing of a request but path, method,
 * body, and the headers for tickets and origins.
 *
 * Successes are JSON with the `kind` of Muster's answer; from 400 on the body is a problem document (RFC 9457) with the
 * same `kind`. Tickets travel in the JSON, or, for a request with the header `Muster-Ticket: cookie`, in an HttpOnly
 * cookie. Routes below `/admin` are refused unless `host.authorizeAdmin` names the admin that asks.
 *
 * @throws ERR_CONFIGURATION with the option at fault
 *
 * @example
 * ```ts
 * const handler = createHandler({
 *   muster,
 *   host: {
 *     async verifyPrimary(_request, { email, password }) {
 *       const user = await checkPassword(email, password)
 *       return user && { accountId: user.accountId, user, primary: "password" }
 *     },
 *     async signedIn({ assurance }) {
 *       const session = await createSession({ assurance })
 *       return { headers: { "Set-Cookie": session.cookie }, body: { name: session.name } }
 *     },
 *     async authenticate(request) {
 *       return findSession(request.headers.get("cookie"))
 *     },
 *   },
 * })
 * const response = await handler(request)
 * ```
 */
export function createHandler(options: HandlerOptions): Handler {
  checkOptions(options)
  const { muster, host, basePath = "/muster", clock = systemClock, onError } = options
  const trustedOrigins = new Set(options.trustedOrigins)

  const handle: Handler = async (request, parsedBody) => {
    const url = new URL(request.url)
    const route = url.pathname.startsWith(basePath) ? routeOf.get(url.pathname.slice(basePath.length)) : undefined
    if (route === undefined) return refuse("not-found")
    if (request.method !== "POST") return refuse("method-not-allowed", { headers: { Allow: "POST" } })
    const travel = ticketTravel(request)
    if (travel === undefined) return refuse("invalid-request", { field: "Muster-Ticket" })
    const from = askedFrom(request, url, trustedOrigins)
    // A cookie comes along by itself, so its request has to show that no other page sent it.
    if (from === "cross-origin" || (travel === "cookie" && from === "unknown")) return refuse("cross-origin")
    if (travel === "cookie" && !keepsSecureCookies(request)) return refuse("insecure-page")
    if (route.needs === "admin" && host.authorizeAdmin === undefined) return refuse("not-admin")
    const read = await readBody(request, parsedBody, route.mostBytes)
    if (read.kind === "refused") return refuse(read.problem)
    const context = { muster, host, request, travel, clock }
    const outcome = await ask(context, route, read.body)
    return outcome instanceof Response ? outcome : respondWith(context, outcome)
  }

  return async (request, parsedBody) => {
    try {
      return await handle(request, parsedBody)
    } catch (error) {
      hear(onError, error, request)
      return respondToFailure(error)
    }
  }
}

/** A log that fails, at once or later, must not turn the answer into another one, nor end the process. */
function hear(onError: HandlerOptions["onError"], error: unknown, request: Request): void {
  const heard = async () => onError?.(error, request)
  heard().catch(() => {})
}
