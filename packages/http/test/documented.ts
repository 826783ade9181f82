import { isDeepStrictEqual } from "node:util"
import type * as z from "zod"
import { operations } from "../src/openapi/operations/operations.js"
import { problemMembers, requestProblemSchema, requestProblemsOf } from "../src/openapi/problems.js"
import { type RoutePath, routeOf } from "../src/routes/routes.js"
import { type RequestProblem, statuses } from "../src/statuses.js"

interface Sent {
  readonly kind?: unknown
}

/** What is wrong with an answer by what the OpenAPI document says of its route; `null`: nothing. */
export function faultOfReply(target: string, method: string | undefined, body: Sent): string | null {
  const [path = ""] = target.split("?")
  if (method !== "POST" || !routeOf.has(path)) return null
  const kind = String(body.kind) as keyof typeof statuses
  const schema = schemaOf(path as RoutePath, kind)
  if (schema === undefined) return "the document names no such kind"
  const parsed = schema.safeParse(body)
  if (!parsed.success) return JSON.stringify(parsed.error.issues)
  // What the schema does not know is dropped.
  return isDeepStrictEqual(parsed.data, body) ? null : "has more than the document says"
}

function schemaOf(path: RoutePath, kind: keyof typeof statuses): z.ZodType | undefined {
  const route = routeOf.get(path)
  const answers: Readonly<Record<string, z.ZodObject>> = operations[path].answers
  const answer = answers[kind]
  if (answer !== undefined) return statuses[kind] < 400 ? answer : answer.extend(problemMembers(kind))
  const isRefusal = route !== undefined && requestProblemsOf(route).includes(kind as RequestProblem)
  return isRefusal ? requestProblemSchema(kind as RequestProblem) : undefined
}
