import { createServer } from "node:http"
import { expect, test } from "vitest"
import { closeAll, serve } from "../../test/serve.js"
import { createClient, isMusterClientError, MusterClientError } from "./index.js"

const options = { baseUrl: "https://acme.example/muster", client: { platform: "cli" } } as const
const input = { ticket: "a-ticket", code: "123456" }
const html = { "Content-Type": "text/html" }
const json = { "Content-Type": "application/json" }
const problem = { "Content-Type": "application/problem+json" }

/** What a call throws when this is what comes back. */
async function thrownBy(response: () => Response): Promise<MusterClientError> {
  const api = createClient({ ...options, fetch: async () => response() })
  const answered = await api.verify(input).catch((error: unknown) => error)
  expect(isMusterClientError(answered)).toBe(true)
  return answered as MusterClientError
}

test.each([
  ["the page of a proxy", () => new Response("<h1>Welcome</h1>", { headers: html })],
  ["a page that says it is JSON", () => new Response("<h1>Welcome</h1>", { headers: json })],
  ["JSON that says it is a page", () => new Response('{"kind":"signed-in"}', { headers: html })],
  ["JSON that says nothing", () => new Response(new TextEncoder().encode('{"kind":"signed-in"}'))],
  ["an empty body", () => new Response("", { headers: json })],
  ["no content", () => new Response(null, { status: 204 })],
  ["no object", () => new Response("[]", { headers: json })],
  ["null", () => new Response("null", { headers: json })],
  ["no kind", () => new Response('{"status":"ok"}', { headers: json })],
  ["a kind that is no text", () => new Response('{"kind":["signed-in"]}', { headers: json })],
  ["a redirect", () => new Response(null, { status: 307, headers: { Location: "https://evil.example" } })],
  ["a page that asks to sign in", () => new Response("<form>", { status: 401, headers: html })],
  ["another's problem document", () => new Response('{"title":"No"}', { status: 403, headers: problem })],
  ["a gateway's own refusal with a kind of ours", () => Response.json({ kind: "throttled" }, { status: 429 })],
  [
    "a problem of another's type",
    () => Response.json({ kind: "busy", type: "about:blank" }, { status: 422, headers: problem }),
  ],
  ["a success that is a failure", () => Response.json({ kind: "signed-in" }, { status: 401 })],
  [
    "a problem that is none",
    () => new Response('{"kind":"wrong-code","type":"urn:muster:problem:wrong-code"}', { headers: problem }),
  ],
  ["too much", () => new Response(`{"kind":"signed-in","x":"${"x".repeat(1_100_000)}"}`, { headers: json })],
  ["too much, as it says", () => new Response("{}", { headers: { ...json, "Content-Length": "9000000000" } })],
])("%s is no answer: ERR_UNEXPECTED_RESPONSE", async (_, response) => {
  expect(await thrownBy(response)).toMatchObject({ code: "ERR_UNEXPECTED_RESPONSE", status: response().status })
})

test("a body that does not end is cut off", async () => {
  let cancelled = false
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(0x20)),
    cancel: () => {
      cancelled = true
    },
  })
  const error = await thrownBy(() => new Response(endless, { headers: json }))
  expect(error.code).toBe("ERR_UNEXPECTED_RESPONSE")
  expect(cancelled).toBe(true)
})

test.each([
  [500, html, "<h1>Oops</h1>", { retryable: false }],
  [502, html, "<h1>Bad gateway</h1>", { retryable: true }],
  [503, { ...html, "Retry-After": "120" }, "", { retryable: true, retryAfterSeconds: 120 }],
  [503, { ...html, "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" }, "", { retryable: true }],
  [
    500,
    problem,
    '{"kind":"internal-error","type":"urn:muster:problem:internal-error"}',
    { retryable: false, kind: "internal-error" },
  ],
  [
    503,
    { ...problem, "Retry-After": "5" },
    '{"kind":"unavailable","type":"urn:muster:problem:unavailable"}',
    { kind: "unavailable", retryAfterSeconds: 5 },
  ],
  [502, json, '{"kind":"busy"}', { retryable: true }],
])("a failure with %i is ERR_SERVER_FAILED, whoever says so", async (status, headers, body, details) => {
  const error = await thrownBy(() => new Response(body, { status, headers: headers as Record<string, string> }))
  expect(error).toMatchObject({ code: "ERR_SERVER_FAILED", status, ...details })
})

test.each([
  [400, "malformed-json"],
  [400, "invalid-request"],
  [403, "cross-origin"],
  [403, "insecure-page"],
  [404, "not-found"],
  [405, "method-not-allowed"],
  [413, "body-too-large"],
  [415, "unsupported-media-type"],
])("a request that the server does not take, %i %s, is the program's fault", async (status, kind) => {
  const body = { kind, type: `urn:muster:problem:${kind}`, status, field: "code" }
  const error = await thrownBy(() => new Response(JSON.stringify(body), { status, headers: problem }))
  expect(error).toMatchObject({ code: "ERR_REQUEST_REFUSED", kind, field: "code", retryable: false })
})

test.each([
  ["a kind that this release does not know", { kind: "passkey-needed" }],
  ["a kind that is another call's", { kind: "cancelled" }],
  ["a kind that every object has", { kind: "constructor" }],
  ["a prototype", { kind: "__proto__" }],
])("%s takes no branch: ERR_UNKNOWN_KIND", async (_, body) => {
  for (const init of [{}, { status: 422, headers: problem }]) {
    const sent = { ...body, type: `urn:muster:problem:${body.kind}` }
    expect(await thrownBy(() => Response.json(sent, init))).toMatchObject({ code: "ERR_UNKNOWN_KIND", kind: body.kind })
  }
})

test("a step or an end that this release does not know takes no branch either", async () => {
  const answers = [
    { kind: "wrong-step", current: { kind: "passkey-made" } },
    { kind: "enrolled", next: { kind: "wait" } },
  ]
  for (const answer of [...answers, { kind: "wrong-step", current: null }, { kind: "enrolled" }]) {
    const api = createClient({ ...options, fetch: async () => Response.json(answer) })
    await expect(api.enrollment.confirm(input)).rejects.toMatchObject({ code: "ERR_UNKNOWN_KIND", kind: answer.kind })
  }
})

test("no error tells what was sent or what came back", async () => {
  const error = await thrownBy(() => new Response("<p>secret", { headers: html }))
  const told = JSON.stringify([error.message, error])
  expect(told).toContain("/sign-in/verify")
  for (const secret of [input.ticket, input.code, "secret"]) expect(told).not.toContain(secret)
})

test("over a real socket no redirect is followed, so credentials go to nobody else", async () => {
  const asked: (string | undefined)[] = []
  const port = await serve(
    createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(307, { Location: "/elsewhere" }).end()
    }),
  )
  const api = createClient({ ...options, baseUrl: `http://127.0.0.1:${port}/muster` })
  await expect(api.begin({ password: "x" })).rejects.toMatchObject({ code: "ERR_UNEXPECTED_RESPONSE", status: 307 })
  expect(asked).toEqual(["/muster/sign-in"])
  await closeAll()
})

test("nobody there is ERR_UNREACHABLE", async () => {
  const port = await serve(createServer())
  await closeAll()
  const api = createClient({ ...options, baseUrl: `http://127.0.0.1:${port}/muster` })
  await expect(api.verify(input)).rejects.toMatchObject({ code: "ERR_UNREACHABLE", retryable: true })
})

test("an error of the client is told by its mark, also that of a second installed copy", () => {
  const error = new MusterClientError("ERR_TIMEOUT", "Late.")
  expect(isMusterClientError(error)).toBe(true)
  expect(isMusterClientError(error, "ERR_UNREACHABLE")).toBe(false)
  for (const other of [null, undefined, "ERR_TIMEOUT", { code: "ERR_TIMEOUT" }, new Error("Late.")]) {
    expect(isMusterClientError(other)).toBe(false)
  }
})
