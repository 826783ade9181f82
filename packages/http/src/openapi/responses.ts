import { statuses } from "../statuses.js"
import type { Components, DocumentedRoute } from "./components.js"
import { requestProblemsOf } from "./problems.js"

/** The responses of a document, and which of them a route has. */
export interface Responses {
  /** Each once, by name. */
  readonly components: Readonly<Record<string, object>>
  readonly of: (path: string) => Readonly<Record<string, Ref>>
}

interface Ref {
  readonly $ref: string
}

interface NamedResponse {
  readonly name: string
  readonly status: number
  readonly response: object
}

/** Describes what is answered: one response a status, which holds one of several kinds. */
export function responsesOf(documented: readonly DocumentedRoute[], components: Components): Responses {
  const byPath = new Map(documented.map((each) => [each.path, responsesTo(each, components)]))
  const named = [...byPath.values()].flat().map(({ name, response }) => [name, response] as const)
  return {
    components: Object.fromEntries(named),
    of: (path) =>
      Object.fromEntries(
        (byPath.get(path) ?? []).map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }]),
      ),
  }
}

function responsesTo({ path, route, operation }: DocumentedRoute, components: Components): readonly NamedResponse[] {
  const byStatus = new Map<number, string[]>()
  for (const kind of [...Object.keys(operation.answers), ...requestProblemsOf(route)]) {
    const status = statuses[kind as keyof typeof statuses]
    byStatus.set(status, [...(byStatus.get(status) ?? []), kind])
  }
  return [...byStatus]
    .sort(([one], [other]) => one - other)
    .map(([status, kinds]) => {
      // By the names of the schemas: two of them are of one kind.
      const names = kinds.map((kind) => components.answerOf(path, kind))
      return { status, name: names.join("Or"), response: responseOf(status, kinds, names) }
    })
}

function responseOf(status: number, kinds: readonly string[], names: readonly string[]): object {
  const refs = names.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const mapping = Object.fromEntries(kinds.map((kind, index) => [kind, refs[index]?.$ref]))
  const schema = refs.length === 1 ? refs[0] : { oneOf: refs, discriminator: { propertyName: "kind", mapping } }
  const mediaType = status < 400 ? "application/json" : "application/problem+json"
  return {
    description: kinds.map((kind) => `\`${kind}\``).join(", "),
    headers: headersOf(status),
    content: { [mediaType]: { schema } },
  }
}

function headersOf(status: number) {
  const noStore = { "Cache-Control": { $ref: "#/components/headers/NoStore" } }
  return status === 429 || status === 503
    ? { ...noStore, "Retry-After": { $ref: "#/components/headers/RetryAfter" } }
    : noStore
}

/** The headers that responses refer to. */
export const headers = {
  NoStore: { schema: { type: "string", const: "no-store" } },
  RetryAfter: {
    description: "Whole seconds to wait. Absent where no clock ends the wait.",
    schema: { type: "integer", minimum: 1 },
  },
}
