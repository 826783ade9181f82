import * as z from "zod"
import type { Route } from "../routes/route.js"
import { type RequestProblem, statuses } from "../statuses.js"

/** What the problem document of a kind has beside it (RFC 9457). */
export function problemMembers(kind: keyof typeof statuses) {
  return {
    type: z.literal(`urn:muster:problem:${kind}`),
    title: z.string(),
    status: z.literal(statuses[kind]),
    detail: z.string().optional(),
  }
}

const ofEach: readonly RequestProblem[] = [
  "malformed-json",
  "invalid-request",
  "cross-origin",
  "insecure-page",
  "body-too-large",
  "unsupported-media-type",
  "internal-error",
  "unavailable",
]

const ofNeeds: { readonly [Needs in Route["needs"]]: readonly RequestProblem[] } = {
  primary: ["wrong-credentials"],
  ticket: [],
  session: ["not-signed-in"],
  nothing: [],
  admin: ["not-admin"],
}

/**
 * What a request to a route can be refused for before Muster is asked, or because something failed. Left out:
 * `not-found` and `method-not-allowed`, which are no answers of an operation that there is.
 */
export function requestProblemsOf({ needs }: Pick<Route, "needs">): readonly RequestProblem[] {
  return [...ofEach, ...ofNeeds[needs]]
}

/** The schema of such a problem. */
export function requestProblemSchema(kind: RequestProblem): z.ZodObject {
  const field = kind === "invalid-request" ? { field: z.string() } : {}
  return z.object({ kind: z.literal(kind), ...problemMembers(kind), ...field })
}
