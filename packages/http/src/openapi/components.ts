import * as z from "zod"
import { localDate, settings } from "../bodies/accounts.js"
import { instant } from "../bodies/fields.js"
import { client, ticketInBody } from "../bodies/sign-in.js"
import { accountUpdates, groupUpdates, remediation } from "../bodies/updates.js"
import type { Route } from "../routes/route.js"
import { statuses } from "../statuses.js"
import type { Operation } from "./operations/operation.js"
import { problemMembers, requestProblemSchema, requestProblemsOf } from "./problems.js"
import { accountStatus, actorName, adoption, scheduledStage } from "./schemas/accounts.js"
import { build, minimum } from "./schemas/builds.js"
import { totp } from "./schemas/enrollment.js"
import { auditEvent } from "./schemas/events.js"
import { replacementCancelled } from "./schemas/factors.js"
import { reason, source } from "./schemas/reason.js"
import { effectiveGroup, groupsSaved, readiness, storedGroup } from "./schemas/updates.js"
import { userStatus } from "./schemas/users.js"

/** What stands in several answers, or is one of two answers of a kind, by the name that it has in the document. */
const shared: Readonly<Record<string, z.ZodType>> = {
  Instant: instant,
  LocalDate: localDate,
  Client: client,
  Build: build,
  Minimum: minimum,
  Source: source,
  Reason: reason,
  ActorName: actorName,
  TotpParameters: totp,
  AccountUpdates: accountUpdates,
  GroupUpdates: groupUpdates,
  DeviceGroup: storedGroup,
  EffectiveGroup: effectiveGroup,
  Remediation: remediation,
  Readiness: readiness,
  ScheduledStage: scheduledStage,
  AccountSettings: settings,
  AccountState: accountStatus,
  People: adoption,
  UserState: userStatus,
  AuditEvent: auditEvent,
  GroupsSaved: groupsSaved,
  ReplacementCancelled: replacementCancelled,
}

/** A route with what the document says of it. */
export interface DocumentedRoute {
  readonly path: string
  readonly route: Route
  readonly operation: Operation
}

/** The schemas of a document by name, and where to find those of a route. */
export interface Components {
  readonly schemas: Readonly<Record<string, object>>
  readonly bodyOf: (path: string) => string
  readonly answerOf: (path: string, kind: string) => string
}

/** Makes the schemas of bodies and answers into JSON Schema (2020-12), each once. */
export function componentsOf(documented: readonly DocumentedRoute[]): Components {
  const registry = z.registry<{ id: string; description?: string }>()
  const names = new Map<z.ZodType, string>()
  const add = (name: string, schema: z.ZodType, as = schema) => {
    if (names.get(schema) === name) return
    if ([...names.values()].includes(name)) throw new Error(`two schemas are named ${name}`)
    names.set(schema, name)
    registry.add(as, {
      id: name,
      ...(schema === instant ? { description: "Milliseconds since 1970-01-01 00:00 UTC." } : {}),
    })
  }

  for (const [name, schema] of Object.entries(shared)) add(name, schema)
  const answers = new Map<string, string>()
  for (const { path, route, operation } of documented) {
    add(bodyName(path), bodyOf(route))
    for (const [kind, schema] of Object.entries(operation.answers)) {
      add(names.get(schema) ?? pascal(kind), schema, asSent(kind as keyof typeof statuses, schema))
      answers.set(`${path} ${kind}`, names.get(schema) ?? "")
    }
    for (const kind of requestProblemsOf(route)) {
      if (![...names.values()].includes(pascal(kind))) add(pascal(kind), requestProblemSchema(kind))
    }
  }
  const roots = [...names.values()].filter((name) => !Object.hasOwn(shared, name))
  return {
    schemas: reachable(jsonSchemas(registry), [...roots, ...answers.values()]),
    bodyOf: bodyName,
    answerOf: (path, kind) => answers.get(`${path} ${kind}`) ?? pascal(kind),
  }
}

/** A refusal is a problem document. */
function asSent(kind: keyof typeof statuses, schema: z.ZodObject): z.ZodType {
  return statuses[kind] < 400 ? schema : schema.extend(problemMembers(kind))
}

/** What the host reads beside `client` is its own; a ticket may travel in a cookie instead. */
function bodyOf({ needs, body }: Route): z.ZodType {
  switch (needs) {
    case "primary":
      return z.looseObject(body.shape)
    case "ticket":
      return z.object({ ...ticketInBody.partial().shape, ...body.shape })
    default:
      return z.object(body.shape)
  }
}

function jsonSchemas(registry: z.core.$ZodRegistry<{ id: string }>): Readonly<Record<string, object>> {
  const { schemas } = z.toJSONSchema(registry, {
    metadata: registry,
    uri: (id) => `#/components/schemas/${id}`,
    // What is sent may have members that this release does not know: a newer server sends them.
    io: "input",
    override({ jsonSchema }) {
      // Bounds of all that JavaScript can count exactly, which say nothing of the value.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return Object.fromEntries(Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]))
}

/** What the routes lead to, and nothing else that could be shared. */
function reachable(
  schemas: Readonly<Record<string, object>>,
  roots: readonly string[],
): Readonly<Record<string, object>> {
  const seen = new Set<string>()
  const visit = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const refs = JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g)
    for (const [, next = ""] of refs) visit(next)
  }
  for (const root of roots) visit(root)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => seen.has(name)))
}

function bodyName(path: string): string {
  return `${pascal(path)}Body`
}

/** `/sign-in/verify` and `sign-in-verify` are SignInVerify. */
export function pascal(words: string): string {
  return words
    .split(/[/-]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("")
}
