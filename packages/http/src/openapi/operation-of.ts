import type { Route } from "../routes/route.js"
import { type Components, type DocumentedRoute, pascal } from "./components.js"
import type { Responses } from "./responses.js"

/** An operation of the document. */
export interface OpenApiOperation {
  /** Unique, for the names of generated methods. */
  readonly operationId: string
  /** The part of the API that it belongs to. */
  readonly tags: readonly string[]
  /** In a few words. */
  readonly summary: string
  /** What it needs beside the body. */
  readonly description: string
  /** Headers. */
  readonly parameters: readonly object[]
  /** The schema of the body. */
  readonly requestBody: object
  /** What is answered, by status. */
  readonly responses: Readonly<Record<string, object>>
  /** What proves who asks; absent: what the description says. */
  readonly security?: readonly object[]
}

const needed: { readonly [Needs in Route["needs"]]: string } = {
  primary: "Needs, beside `client`, what the application checks, such as an address and a password.",
  ticket:
    "Needs the ticket of the answer before: in the body, or in the cookie where the header `Muster-Ticket` says so.",
  session: "Needs the application's session.",
  nothing: "Needs nothing; it is about the application's session, if there is one.",
  admin: "Needs the application's session, of an admin of the account in the body.",
}

/** Describes one route. */
export function operationOf(
  { path, route, operation }: DocumentedRoute,
  components: Components,
  responses: Responses,
  hasSessionScheme: boolean,
): OpenApiOperation {
  const [, area = ""] = path.split("/")
  const security = securityOf(route, hasSessionScheme)
  const name = pascal(path)
  return {
    operationId: name.slice(0, 1).toLowerCase() + name.slice(1),
    tags: [area],
    summary: operation.summary,
    description: needed[route.needs],
    parameters: route.needs === "admin" ? [] : [{ $ref: "#/components/parameters/MusterTicket" }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${components.bodyOf(path)}` } } },
    },
    responses: responses.of(path),
    ...(security === undefined ? {} : { security }),
  }
}

function securityOf({ needs }: Route, hasSessionScheme: boolean): readonly object[] | undefined {
  // Either the cookie, or the ticket in the body, which is no scheme of OpenAPI's.
  if (needs === "ticket") return [{}, { ticket: [] }]
  if (!hasSessionScheme || needs === "primary") return undefined
  return needs === "nothing" ? [{}, { session: [] }] : [{ session: [] }]
}
