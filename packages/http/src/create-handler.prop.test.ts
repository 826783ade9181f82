import { fc, test } from "@fast-check/vitest"
import { beforeAll, describe, expect } from "vitest"
import { adminBodies, openDesk } from "../test/admin.js"
import { openApp, origin } from "../test/app.js"
import { routeOf } from "./routes/routes.js"
import type { AdminAction } from "./routes/verbs.js"

const paths = [...routeOf.keys()]
const anyJson = fc.jsonValue({ maxDepth: 3 })
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("acme", "ann", "__proto__", "mt1.x", ""), anyJson)
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })

/** Objects that come near what the routes take. */
const nearBody = fc.record(
  {
    ticket: text,
    code: text,
    recoveryCode: text,
    setId: text,
    attemptId: fc.oneof(fc.string({ minLength: 16, maxLength: 100 }), anyJson),
    client: fc.oneof(
      fc.record(
        {
          platform: fc.constantFrom("web", "windows", "ios", "cli"),
          build: fc.string({ unit: "binary" }),
          deviceGroupId: fc.string({ unit: "binary" }),
        },
        { requiredKeys: ["platform"] },
      ),
      anyJson,
    ),
    password: fc.constantFrom("correct horse", "guess"),
  },
  { requiredKeys: [] },
)

/** What an admin's call takes, with one field or one within it replaced by anything. */
const nearAdminBody = (body: object) =>
  fc
    .tuple(
      fc.constantFrom(...Object.keys(body), "ifVersion", "override", "stages", "after", "limit", "only"),
      anyJson,
      fc.boolean(),
    )
    .map(([field, value, within]) => {
      const { [field]: given } = body as Record<string, unknown>
      const isObject = typeof given === "object" && given !== null
      const [first = "x"] = isObject ? Object.keys(given) : []
      return { ...body, [field]: within && isObject ? { ...given, [first]: value } : value }
    })

let desk: Awaited<ReturnType<typeof openDesk>>
beforeAll(async () => {
  desk = await openDesk()
})

describe.each(paths)("%s", (path) => {
  const { needs, verb } = routeOf.get(path) ?? { needs: "nothing", verb: "" }
  const near = needs === "admin" ? nearAdminBody(adminBodies[verb as AdminAction]) : nearBody

  test.prop([fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: anyJson }), fc.boolean()], {
    numRuns: 30,
  })("answers any body with JSON that the document describes, and never with a failure", async (body, isLetIn) => {
    const { post, errors, headers, ticket } = isLetIn ? await openTo(needs, path) : (openApp() as Opened)
    const sent = ticket !== undefined && typeof body === "object" && !Array.isArray(body) ? { ...body, ticket } : body
    const reply = await post(path, sent, headers)
    expect(errors).toEqual([])
    expect(reply.status).toBeLessThan(500)
  })
})

/** An app, and what a request needs to come past its first question: a session, or a ticket that is good. */
async function openTo(needs: string, path: string): Promise<Opened> {
  if (needs === "admin") return { ...desk, headers: { Cookie: desk.cookie } }
  if (needs === "session") {
    const own = await openDesk()
    return { ...own, headers: { Cookie: own.cookie } }
  }
  const app = openApp()
  if (needs !== "ticket") return app
  await app.enable()
  if (path.startsWith("/enrollment/")) return { ...app, ticket: (await app.toKey()).ticket }
  await app.enroll()
  return { ...app, ticket: (await app.passwordStep()).body.ticket }
}

interface Opened extends Pick<ReturnType<typeof openApp>, "post" | "errors"> {
  readonly headers?: Record<string, string>
  readonly ticket?: string
}

/** Anything that a `Request` takes. */
const anyHeaders = fc.dictionary(
  fc.constantFrom(
    "content-type",
    "content-length",
    "cookie",
    "origin",
    "sec-fetch-site",
    "muster-ticket",
    "x-http-method-override",
  ),
  fc.oneof(
    fc.constantFrom("application/json", "application/json; charset=utf-8", "cookie", "null", origin, "same-origin"),
    fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((char) => String.fromCharCode(char)) }),
  ),
)
const anyPath = fc.oneof(
  fc.constantFrom(...paths),
  fc.webPath(),
  fc.webPath().map((path) => `/sign-in${path}`),
)

test.prop(
  [
    anyPath,
    fc.constantFrom("POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"),
    anyHeaders,
    anything,
    fc.boolean(),
  ],
  { numRuns: 600 },
)(
  "any path, method, headers and body that a framework may have parsed get a success or a problem, and no failure",
  async (path, method, headers, body, isParsed) => {
    const { handler, errors } = openApp({ basePath: "" })
    const sent = method === "GET" || method === "HEAD" ? {} : { body: isParsed ? "" : String(JSON.stringify(path)) }
    const request = new Request(`${origin}${path}`, { method, headers, ...sent })
    const response = await handler(request, isParsed ? body : undefined)
    expect(errors).toEqual([])
    expect(response.status).toBeLessThan(500)
    expect(response.headers.get("cache-control")).toBe("no-store")
    const { kind, status } = (await response.json()) as { readonly kind: unknown; readonly status: unknown }
    expect(kind).toEqual(expect.any(String))
    if (response.status >= 400) {
      expect(status).toBe(response.status)
      expect(response.headers.get("content-type")).toBe("application/problem+json")
    }
  },
)

test.prop([fc.constantFrom(...paths), nearBody, anything], { numRuns: 200 })(
  "a body that a framework has parsed into anything is answered, also in the place of each field",
  async (path, body, value) => {
    const { handler, errors } = openApp()
    const headers = { "Content-Type": "application/json" }
    for (const field of Object.keys(body)) {
      const request = new Request(`${origin}/muster${path}`, { method: "POST", headers })
      const response = await handler(request, { ...body, [field]: value })
      expect(response.status, field).toBeLessThan(500)
    }
    expect(errors).toEqual([])
  },
)
