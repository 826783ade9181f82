import { authenticator, fakeClock } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { NextRequest } from "next/server.js"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createClient } from "../../src/client/index.js"
import { right } from "../client-app.js"
import { fetchOf } from "../page-of.js"
import { POST } from "./next/app/muster/[...path]/route.js"
import { openDevApp } from "./next/dev-app.js"

const ticketCookie = /^__Host-muster-ticket=[^;]+; Max-Age=\d+; Path=\/; Secure; HttpOnly; SameSite=Strict$/
/** The clock of the app stands still, here as there. */
const clock = fakeClock("2026-11-24T09:00:00Z")

test("the route answers Next's own request", async () => {
  const headers = { "Content-Type": "application/json", "Muster-Ticket": "cookie", "Sec-Fetch-Site": "same-origin" }
  const body = JSON.stringify({ ...right, client: { platform: "web" } })
  const request = new NextRequest("https://acme.example/muster/sign-in", { method: "POST", headers, body })
  const response = await POST(request)
  expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(ticketCookie)])
  expect(await response.json()).toMatchObject({ kind: "enroll" })
})

// Most of the time goes into compiling the routes, which a busy machine does slowly.
describe("in Next's server", { timeout: 60_000 }, () => {
  let app: Awaited<ReturnType<typeof openDevApp>>
  beforeAll(async () => {
    app = await openDevApp()
  })
  afterAll(() => app.close())
  const mailed = async () => (await fetch(`${app.url}/mail`)).text()

  test("an app and a page sign in, each cookie in a line of its own", async () => {
    const jar = fetchOf(globalThis.fetch, app.url)
    const common = { baseUrl: `${app.url}/muster`, client: { platform: "web" }, timeoutSeconds: 50 } as const
    const page = createClient({ ...common, tickets: "cookie", fetch: jar })
    expectKind(await page.begin(right), "enroll")
    expect(jar.setCookies.splice(0)).toEqual([expect.stringMatching(ticketCookie)])
    await page.enrollment.sendEmailCode()
    expectKind(await page.enrollment.verifyEmailCode({ code: await mailed() }), "email-verified")
    jar.setCookies.splice(0)
    const key = expectKind(await page.enrollment.issueKey(), "key-issued")
    const phone = authenticator(key.otpauthUri, clock)
    expectKind(await page.enrollment.confirm({ code: phone.code() }), "enrolled")
    expect(jar.setCookies).toEqual([
      "sid=1; HttpOnly; Secure; SameSite=Lax; Path=/",
      "theme=dark; Path=/",
      expect.stringMatching(ticketCookie),
    ])

    const native = createClient(common)
    const { ticket } = expectKind(await native.begin(right), "challenge")
    expect(await native.verify({ ticket, code: "12" })).toMatchObject({ kind: "wrong-code", why: "malformed" })
    const done = await native.verify({ ticket, code: phone.nextCode() })
    expect(done).toMatchObject({ kind: "signed-in", session: { token: "t" } })
  })

  test("Next's requests name another host than was asked, so a page of an older browser needs trustedOrigins", async () => {
    const ask = async (headers: Record<string, string>) => {
      const sent = { "Content-Type": "application/json", "Muster-Ticket": "cookie", Origin: app.url, ...headers }
      const body = JSON.stringify({ password: "guess", client: { platform: "web" } })
      const response = await fetch(`${app.url}/muster/sign-in`, { method: "POST", headers: sent, body })
      return ((await response.json()) as { readonly kind: string }).kind
    }
    expect(await ask({ "Sec-Fetch-Site": "same-origin" })).toBe("wrong-credentials")
    expect(await ask({})).toBe("cross-origin")
  })

  test("other methods, bodies that are too large and clients that go away harm nobody", async () => {
    const url = `${app.url}/muster/sign-in`
    const post = (body: string, init: RequestInit = {}) =>
      fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body, ...init })
    expect((await fetch(url)).status).toBe(405)
    expect((await fetch(url, { method: "HEAD" })).status).toBe(405)
    const preflight = await fetch(url, { method: "OPTIONS", headers: { Origin: "https://evil.example" } })
    expect([...preflight.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
    const large = await post(JSON.stringify({ ...right, more: "x".repeat(2_000_000) }))
    expect(large.status).toBe(413)
    expect(await large.json()).toMatchObject({ kind: "body-too-large" })
    await post("{}", { signal: AbortSignal.timeout(2) }).catch(() => {})
    expect((await post("{")).status).toBe(400)
  })
})
