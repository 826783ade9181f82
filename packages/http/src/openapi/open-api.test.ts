import { Validator } from "@seriousme/openapi-schema-validator"
import { describe, expect, test } from "vitest"
import { openApp } from "../../test/app.js"
import { faultOfReply } from "../../test/documented.js"
import { routeOf } from "../routes/routes.js"
import { statuses } from "../statuses.js"
import { type OpenApiDocument, type OpenApiOptions, openApi } from "./index.js"

const isValid = async (document: OpenApiDocument) => new Validator().validate(JSON.parse(JSON.stringify(document)))
const sessionScheme = { type: "apiKey", in: "cookie", name: "sid" }
const credentials = { type: "object", required: ["email"], properties: { email: { type: "string" } } }

/** Every value under a name, at any depth. */
function valuesOf(value: unknown, name: string): unknown[] {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [...(key === name ? [item] : []), ...valuesOf(item, name)])
}

test.each<[string, OpenApiOptions]>([
  ["by itself", {}],
  ["with all that an application says", { basePath: "", credentials, session: {}, sessionScheme, title: "Acme" }],
  ["without admins", { admin: false, servers: [{ url: "https://acme.example" }] }],
])("the document is valid OpenAPI 3.1: %s", async (_, options) => {
  expect(await isValid(openApi(options))).toEqual({ valid: true })
})

test("a document that is not valid is found to be so", async () => {
  const document = openApi()
  const broken = { ...document, paths: { "/muster/sign-in": { post: { responses: { 200: {} } } } } }
  expect(await isValid(broken as never)).toMatchObject({ valid: false })
})

test("the document has every route of the handler, and the handler every route of the document", async () => {
  const documented = Object.keys(openApi({ basePath: "/auth" }).paths)
  expect(documented).toEqual([...routeOf.keys()].map((path) => `/auth${path}`))
  const { handler } = openApp({ basePath: "/auth" })
  for (const path of documented) {
    const response = await handler(new Request(`https://acme.example${path}`, { method: "POST" }))
    expect(response.status, path).toBe(415)
  }
})

describe("in the document", () => {
  const document = openApi()
  const operations = Object.values(document.paths).map(({ post }) => post)

  test("every reference leads somewhere, and nothing is left that no operation leads to", () => {
    const refs = new Set(valuesOf(document, "$ref") as string[])
    const { schemas, responses, parameters, headers } = document.components
    const there = Object.entries({ schemas, responses, parameters, headers }).flatMap(([kind, named]) =>
      Object.keys(named).map((name) => `#/components/${kind}/${name}`),
    )
    expect([...refs].sort()).toEqual(there.sort())
  })

  test("every operation has an id of its own, a summary, and each status that its kinds have", () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routeOf.size)
    for (const { operationId, summary, responses } of operations) {
      expect(summary, operationId).toMatch(/^[A-Z].+[^.]$/)
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(["200", "400", "403", "500", "503"]))
    }
  })

  test("every kind that there is stands in it, with its status in a problem", () => {
    const kinds = new Set(valuesOf(document.components.schemas, "kind").flatMap((kind) => valuesOf(kind, "const")))
    const never = ["not-found", "method-not-allowed"]
    expect(Object.keys(statuses).filter((kind) => !kinds.has(kind) && !never.includes(kind))).toEqual([])
    expect(document.components.schemas.UpdateClient).toMatchObject({
      properties: { status: { const: 426 }, type: { const: "urn:muster:problem:update-client" }, minimum: {} },
    })
  })

  test("what an instant is, which no type of JSON says, is said", () => {
    expect(document.components.schemas.Instant).toMatchObject({
      type: "integer",
      description: "Milliseconds since 1970-01-01 00:00 UTC.",
    })
  })

  test("no answer of a sign-in shows the assurance or what the host owes", () => {
    expect(Object.keys(valuesOf(document.components.schemas.SignedIn, "properties")[0] ?? {})).toEqual([
      "kind",
      "reasons",
      "recoveryCodesLeft",
      "session",
    ])
  })
})

test("what the application says of its credentials and its session stands in the document", () => {
  const { components, paths } = openApi({ credentials, session: { title: "Mine" }, sessionScheme })
  expect(components.schemas.SignInBody).toMatchObject({ allOf: [{ required: ["client"] }, credentials] })
  expect(components.schemas.SignedIn).toMatchObject({ properties: { session: { title: "Mine" } } })
  expect(components.securitySchemes).toMatchObject({ session: sessionScheme })
  const securityOf = (path: string) => paths[`/muster${path}`]?.post.security
  expect(securityOf("/admin/users/reset")).toEqual([{ session: [] }])
  expect(securityOf("/factors/remove")).toEqual([{ session: [] }])
  expect(securityOf("/session/check")).toEqual([{}, { session: [] }])
  expect(securityOf("/sign-in/verify")).toEqual([{}, { ticket: [] }])
  expect(securityOf("/sign-in")).toBeUndefined()
})

test("without admins nothing of theirs is said", () => {
  const text = JSON.stringify(openApi({ admin: false }))
  for (const word of ["/admin/", "AuditEvent", "AccountStatus", "not-admin"])
    expect(text.includes(word), word).toBe(false)
  expect(text.includes("SignedIn")).toBe(true)
})

test("each call makes a document of its own", () => {
  const first = openApi()
  Object.assign(first.components.schemas.Reason ?? {}, { "x-own": true })
  Object.assign(first.components.headers.NoStore ?? {}, { "x-own": true })
  expect(JSON.stringify(openApi()).includes("x-own")).toBe(false)
})

test("a path that no request could have is refused", () => {
  expect(() => openApi({ basePath: "muster/" })).toThrow(
    expect.objectContaining({ code: "ERR_CONFIGURATION", field: "basePath" }),
  )
})

test.each([
  [{ kind: "signed-in", reasons: [], session: null }, "invalid_union"],
  [{ kind: "enroll" }, "invalid_type"],
  [{ kind: "removed" }, "no such kind"],
  [{ kind: "wrong-credentials", type: "x" }, "invalid_value"],
  [{ kind: "challenge", expiresAt: 1, digits: 6, retryAt: null, lostPhone: "admin-only", hint: "x" }, "has more"],
])("an answer that is not as the document says does not pass for one: %j", (body, fault) => {
  expect(faultOfReply("/sign-in", "POST", body)).toContain(fault)
})
