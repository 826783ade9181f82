import type { Problem } from "./problem.js"

/** What a response has beside its body. */
export interface ResponseParts {
  readonly status?: number
  /** The host's, which come first and cannot loosen ours. */
  readonly hostHeaders?: Headers | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** A `Set-Cookie` of ours, beside those of the host. */
  readonly cookie?: string | undefined
}

/** Makes the response of a success or a problem. Nothing that this package answers may be stored by anybody. */
export function respond(body: object | Problem, parts: ResponseParts = {}): Response {
  const problem = isProblem(body)
  const status = problem ? body.status : (parts.status ?? 200)
  const headers = new Headers(parts.hostHeaders)
  headers.set("Content-Type", problem ? "application/problem+json" : "application/json")
  headers.set("Cache-Control", "no-store")
  headers.set("X-Content-Type-Options", "nosniff")
  // RFC 9110 §11.6.1 asks a 401 to name a way to authenticate; a scheme that no browser knows opens no dialog.
  if (status === 401) headers.set("WWW-Authenticate", "Muster")
  for (const [name, value] of Object.entries(parts.headers ?? {})) headers.set(name, value)
  if (parts.cookie !== undefined) headers.append("Set-Cookie", parts.cookie)
  return new Response(JSON.stringify(body), { status, headers })
}

function isProblem(body: object | Problem): body is Problem {
  return "type" in body && "status" in body
}
