import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { createMuster } from "@muster/sdk"
import { expect, test } from "vitest"
import { openApp, type Reply } from "../test/app.js"
import { createHandler, type HandlerOptions } from "./index.js"
import { routeOf } from "./routes/routes.js"

const json = { "Content-Type": "application/json" }
const paths = [...routeOf.keys()]

/** A problem document, which nothing may store. */
function expectProblem({ status, headers, body }: Reply, kind: string, expected: number) {
  expect(body).toMatchObject({ type: `urn:muster:problem:${kind}`, kind, status: expected, title: expect.any(String) })
  expect(status).toBe(expected)
  expect(headers.get("content-type")).toBe("application/problem+json")
  expect(headers.get("cache-control")).toBe("no-store")
}

test.each(["", "/", "/sign-in/", "/sign-in/verify/x", "/Sign-In", "/constructor", "/%2e%2e/x", "/admin"])(
  "a path that is not listed is not found: %j",
  async (path) => {
    expectProblem(await openApp().post(path, {}), "not-found", 404)
  },
)

test.each(paths)("%s answers POST alone, and says so", async (path) => {
  const { send } = openApp()
  for (const method of ["GET", "PUT", "DELETE", "OPTIONS"]) {
    const reply = await send(path, { method })
    expectProblem(reply, "method-not-allowed", 405)
    expect(reply.headers.get("allow")).toBe("POST")
  }
})

test.each(paths)("%s takes JSON and nothing else", async (path) => {
  const { send } = openApp()
  for (const type of [
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/jsonx",
  ]) {
    const reply = await send(path, { method: "POST", headers: { "Content-Type": type }, body: "{}" })
    expectProblem(reply, "unsupported-media-type", 415)
  }
  const reply = await send(path, { method: "POST", body: new Uint8Array([123, 125]) })
  expectProblem(reply, "unsupported-media-type", 415)
})

test.each(["", "{", "nonsense", "[]", "null", "1", '"text"', "\ufeff{", '{"a":\u0000}'])(
  "a body that is no JSON object is malformed: %j",
  async (body) => {
    const reply = await openApp().send("/sign-in", { method: "POST", headers: json, body })
    expectProblem(reply, "malformed-json", 400)
  },
)

test("a body that is not UTF-8 is malformed", async () => {
  const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
  expectProblem(await openApp().send("/sign-in", { method: "POST", headers: json, body }), "malformed-json", 400)
})

test("a body over 16 KB is refused, whatever its length says, and one of 16 KB is read", async () => {
  const { send } = openApp()
  const padded = (length: number) => `{"a":"${"x".repeat(length - 8)}"}`
  const post = (body: RequestInit["body"], headers = {}) =>
    send("/sign-in", { method: "POST", headers: { ...json, ...headers }, body, duplex: "half" } as RequestInit)
  expectProblem(await post(padded(16_385)), "body-too-large", 413)
  expectProblem(await post(padded(10), { "Content-Length": "16385" }), "body-too-large", 413)
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1000
      controller.enqueue(new Uint8Array(1000).fill(0x20))
    },
  })
  expectProblem(await post(endless), "body-too-large", 413)
  expect(sent).toBeLessThan(20_000)
  expectProblem(await post(padded(16_384)), "invalid-request", 400)
})

test.each([
  ["client", {}],
  ["client", { client: null }],
  ["client.platform", { client: { platform: "toaster" } }],
  ["client.build", { client: { platform: "web", build: 4.3 } }],
  ["client.deviceGroupId", { client: { platform: "web", deviceGroupId: "a\u0000" } }],
])("a field at fault is named, %s, before any password is looked at", async (field, body) => {
  let asked = 0
  const host = {
    verifyPrimary: async () => {
      asked += 1
      return null
    },
  }
  const reply = await openApp({ host }).post("/sign-in", { ...body, password: "canary-7411" })
  expectProblem(reply, "invalid-request", 400)
  expect(reply.body.field).toBe(field)
  expect(reply.text).not.toMatch(/toaster|canary/)
  expect(asked).toBe(0)
})

test.each([
  ["ticket", { code: "123456" }],
  ["ticket", { code: "123456", ticket: 7 }],
  ["code", { ticket: "x" }],
  ["code", { ticket: "x", code: 123456 }],
  ["code", { ticket: "x", code: ["123456"] }],
  ["attemptId", { ticket: "x", code: "123456", attemptId: "short" }],
])("a call with a ticket names the field at fault: %s", async (field, body) => {
  const reply = await openApp().post("/sign-in/verify", body)
  expectProblem(reply, "invalid-request", 400)
  expect(reply.body.field).toBe(field)
})

test("no body reaches the host with a key that would become a prototype", async () => {
  const seen: object[] = []
  const host = {
    verifyPrimary: async (_request: Request, body: object) => {
      seen.push(Object.assign({}, body), structuredClone(body))
      return null
    },
  }
  const body = '{"__proto__":{"isAdmin":true},"client":{"platform":"web","__proto__":{"a":1}},"password":"guess"}'
  const { send } = openApp({ host })
  expectProblem(await send("/sign-in", { method: "POST", headers: json, body }), "wrong-credentials", 401)
  expect(seen).toHaveLength(2)
  for (const each of seen) {
    expect(Object.getPrototypeOf(each)).toBe(Object.prototype)
    expect(JSON.stringify(each)).not.toContain("__proto__")
  }
})

test("calls of a session need one", async () => {
  const bodies = { client: { platform: "web" }, setId: "x" }
  for (const [path, { needs }] of routeOf) {
    if (needs === "session") expectProblem(await openApp().post(path, bodies), "not-signed-in", 401)
  }
})

test("a host that finds nobody may say so with undefined", async () => {
  const nobody = async () => undefined as never
  const { post, errors } = openApp({ host: { verifyPrimary: nobody, authenticate: nobody } })
  const body = { client: { platform: "web" } }
  expectProblem(await post("/sign-in", body), "wrong-credentials", 401)
  expectProblem(await post("/sign-in/step-up", body), "not-signed-in", 401)
  expect((await post("/session/check", {})).body.kind).toBe("logout")
  expect(errors).toEqual([])
})

test("wrong credentials are 401, and ask no browser for a dialog", async () => {
  const reply = await openApp().post("/sign-in", { client: { platform: "web" }, password: "guess" })
  expectProblem(reply, "wrong-credentials", 401)
  expect(reply.headers.get("www-authenticate")).toBe("Muster")
})

test("no answer lets another origin read it", async () => {
  const { post, send } = openApp()
  const replies = [
    await post("/sign-in", { client: { platform: "web" }, password: "correct horse" }),
    await send("/sign-in", { method: "OPTIONS", headers: { Origin: "https://evil.example" } }),
  ]
  for (const { headers } of replies) {
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
  }
})

test("a body that the framework has read is used, and its media type is asked for all the same", async () => {
  const { handler } = openApp()
  const ask = (headers: Record<string, string>, body: unknown) =>
    handler(new Request("https://acme.example/muster/sign-in", { method: "POST", headers }), body)
  const body = { client: { platform: "web" }, password: "correct horse" }
  expect((await ask(json, body)).status).toBe(200)
  expect((await ask({ "Content-Type": "application/x-www-form-urlencoded" }, body)).status).toBe(415)
  expect((await ask(json, "text")).status).toBe(400)
})

test("the handler is mounted where the application says", async () => {
  const handler = (basePath: string) => {
    const { handler } = openApp({ basePath })
    return (path: string) => handler(new Request(`https://acme.example${path}`)).then(({ status }) => status)
  }
  expect(await handler("")("/sign-in")).toBe(405)
  expect(await handler("/api/two-factor")("/api/two-factor/sign-in")).toBe(405)
  expect(await handler("/api/two-factor")("/sign-in")).toBe(404)
})

const wholeHost: HandlerOptions["host"] = {
  verifyPrimary: async () => null,
  signedIn: async () => ({}),
  authenticate: async () => null,
}

test.each([
  ["muster", { muster: {} }],
  ["host.verifyPrimary", { host: {} }],
  ["host.signedIn", { host: { verifyPrimary: async () => null } }],
  ["host.authorizeAdmin", { host: { ...wholeHost, authorizeAdmin: true } }],
  ["host.transaction", { host: { ...wholeHost, transaction: {} } }],
  ["basePath", { basePath: "muster" }],
  ["basePath", { basePath: "/muster/" }],
  ["trustedOrigins.0", { trustedOrigins: ["acme.example"] }],
  ["trustedOrigins.1", { trustedOrigins: ["https://acme.example", "https://acme.example/"] }],
])("a wrong option is refused at the start, and %s is named", (field, wrong) => {
  const muster = createMuster({ store: memoryStore(), mailer: memoryMailer(), keys: ephemeralKeys(), issuer: "Acme" })
  expect(() => createHandler({ muster, host: wholeHost, ...wrong } as HandlerOptions)).toThrow(
    expect.objectContaining({ code: "ERR_CONFIGURATION", field }),
  )
})
