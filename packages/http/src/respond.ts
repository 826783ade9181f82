import type { Problem } from "./problem.js"

/** What a response has beside its body. */
export interface ResponseParts {
  /** The host's, which come first and cannot loosen ours. */
  readonly hostHeaders?: Headers | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** A `Set-Cookie` of ours, beside those of the host. */
  readonly cookie?: string | undefined
}

/** Makes the response of a success. */
export function respond(
  body: object,
  { status = 200, ...parts }: ResponseParts & { readonly status?: number } = {},
): Response {
  return responseOf(body, "application/json", status, parts)
}

/** Makes the response of a problem, with its own status. */
export function respondProblem(problem: Problem, parts: ResponseParts = {}): Response {
  return responseOf(problem, "application/problem+json", problem.status, parts)
}

/** Nothing that this package answers may be stored by anybody. */
function responseOf(body: object, mediaType: string, status: number, parts: ResponseParts): Response {
  const headers = new Headers(parts.hostHeaders)
  headers.set("Content-Type", mediaType)
  headers.set("Cache-Control", "no-store")
  headers.set("X-Content-Type-Options", "nosniff")
  // RFC 9110 §11.6.1 asks a 401 to name a way to authenticate; a scheme that no browser knows opens no dialog.
  if (status === 401) headers.set("WWW-Authenticate", "Muster")
  for (const [name, value] of Object.entries(parts.headers ?? {})) headers.set(name, value)
  if (parts.cookie !== undefined) headers.append("Set-Cookie", parts.cookie)
  return new Response(JSON.stringify(body), { status, headers })
}
