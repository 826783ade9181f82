import { MusterClientError, type MusterClientErrorDetails } from "./client-error.js"
import type { FetchResponse } from "./options.js"
import { type KindSet, nextKinds, type Route, stepKinds } from "./routes.js"

/** A response, and its text; `null`: that is too long. */
export interface Reply {
  readonly response: Pick<FetchResponse, "status" | "headers">
  readonly text: string | null
}

type Body = Readonly<Record<string, unknown>> & { readonly kind: string }

/** What a handler refuses before Muster is asked: the program that asks is at fault, or is not where it thinks it is. */
const refusedRequests: KindSet = {
  "malformed-json": true,
  "invalid-request": true,
  "cross-origin": true,
  "insecure-page": true,
  "not-found": true,
  "method-not-allowed": true,
  "body-too-large": true,
  "unsupported-media-type": true,
}

/** Statuses of proxies too, after which the same request may succeed. */
const passing = [408, 425, 429, 502, 503, 504]

/** Answers what the server did if it is one of the kinds that the call can answer, and else throws what it was. */
export function readAnswer({ response, text }: Reply, route: Route, attemptId: string | undefined): object {
  const { status, headers } = response
  const retryAfter = headers.get("retry-after")
  const body = text === null ? null : bodyOf(text, response)
  const fault = (code: MusterClientError["code"], what: string, details: MusterClientErrorDetails = {}) =>
    new MusterClientError(code, `${route.path}: ${what}`, {
      status,
      attemptId,
      kind: body?.kind,
      retryable: passing.includes(status),
      // The other form, a date, is that of another clock.
      retryAfterSeconds: retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined,
      ...details,
    })

  if (body !== null && isKnown(body, route)) return body
  if (status >= 500) return fail(fault("ERR_SERVER_FAILED", "the server failed"))
  if (body === null) return fail(fault("ERR_UNEXPECTED_RESPONSE", "this is no answer of Muster"))
  if (refusedRequests[body.kind] === true) {
    const field = typeof body.field === "string" ? body.field : undefined
    return fail(fault("ERR_REQUEST_REFUSED", "the server does not take this request", { field }))
  }
  return fail(fault("ERR_UNKNOWN_KIND", "the server answers what this release does not know"))
}

function fail(error: MusterClientError): never {
  throw error
}

/** Also of what stands inside, since a client goes by that too. */
function isKnown(body: Body, { kinds }: Route): boolean {
  if (kinds[body.kind] !== true) return false
  if ("current" in body && stepKinds[kindOf(body.current) as keyof typeof stepKinds] !== true) return false
  return body.kind !== "enrolled" || nextKinds[kindOf(body.next) as keyof typeof nextKinds] === true
}

function kindOf(value: unknown): unknown {
  return (value as { readonly kind?: unknown } | null | undefined)?.kind
}

function mediaTypeOf({ headers }: Reply["response"]): string {
  return (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? ""
}

/**
 * The object of an answer, without what only says that it is a problem document; `null`: this is none of Muster's. A success is
 * JSON and no more, a problem names itself: a gateway's own JSON with a `kind` that happens to be one of ours is no answer.
 */
function bodyOf(text: string, response: Reply["response"]): Body | null {
  const isProblem = response.status >= 400
  if (mediaTypeOf(response) !== (isProblem ? "application/problem+json" : "application/json")) return null
  const body = parsed(text)
  if (typeof body !== "object" || body === null || typeof kindOf(body) !== "string") return null
  if (!isProblem) return body as Body
  const { type, status: _, ...rest } = body as Body
  return type === `urn:muster:problem:${rest.kind}` ? (rest as Body) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
