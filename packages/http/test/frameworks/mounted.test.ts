import { once } from "node:events"
import { request as ask } from "node:http"
import { connect } from "node:net"
import { text } from "node:stream/consumers"
import { authenticator } from "@muster/core/testing"
import type { Handler } from "@muster/http"
import { expectKind } from "@muster/sdk"
import { afterEach, describe, expect, test } from "vitest"
import { ann } from "../../../sdk/test/world.js"
import { createClient } from "../../src/client/index.js"
import { openApp } from "../app.js"
import { right } from "../client-app.js"
import { fetchOf } from "../page-of.js"
import { closeAll } from "../serve.js"
import { servers } from "./servers.js"

afterEach(closeAll)

/** The session of a host that has more than one cookie to set. */
const host = {
  signedIn: async () => ({
    headers: [
      ["Set-Cookie", "sid=1; HttpOnly; Secure; SameSite=Lax; Path=/"],
      ["Set-Cookie", "theme=dark; Path=/; Expires=Wed, 21 Oct 2037 07:28:00 GMT"],
    ] as const,
    body: { token: "t" },
  }),
}
const ticketCookie = /^__Host-muster-ticket=[^;]+; Max-Age=\d+; Path=\/; Secure; HttpOnly; SameSite=Strict$/
const spentTicketCookie = /^__Host-muster-ticket=[^;]+; Max-Age=60; Path=\/; Secure; HttpOnly; SameSite=Strict$/

describe.each(servers)("in $name", ({ open, reads, parses }) => {
  async function openServer(around: (handler: Handler) => Handler = (handler) => handler) {
    const app = openApp({ host })
    await app.enable()
    const port = await open(around(app.handler))
    const url = `http://127.0.0.1:${port}`
    /** Answers the lines as they were sent. */
    const send = async (method: string, body?: string, headers: Record<string, string> = {}) => {
      const type = body === undefined ? {} : { "Content-Type": "application/json" }
      const sent = ask({ port, method, path: "/muster/sign-in", headers: { ...type, ...headers } })
      sent.end(body)
      const [response] = await once(sent, "response")
      return { status: response.statusCode as number, headers: response.headers, text: await text(response) }
    }
    return { ...app, port, url, send }
  }

  test("an app signs in: its tickets travel in JSON, and its session is what the host says", async () => {
    const { url, mailer, clock } = await openServer()
    const baseUrl = `${url}/muster`
    const api = createClient<typeof right, { token: string }>({
      baseUrl,
      client: { platform: "mac", build: "v4.3 b1575" },
    })
    expect(await api.begin({ password: "guess" })).toMatchObject({ kind: "wrong-credentials" })
    const { ticket } = expectKind(await api.begin(right), "enroll")
    await api.enrollment.sendEmailCode({ ticket })
    const mailed = { ticket, code: mailer.lastCodeTo(ann.email) }
    const verified = expectKind(await api.enrollment.verifyEmailCode(mailed), "email-verified")
    const key = expectKind(await api.enrollment.issueKey(verified), "key-issued")
    const app = authenticator(key.otpauthUri, clock)
    expectKind(await api.enrollment.confirm({ ...verified, code: app.code() }), "enrolled")
    clock.advance({ seconds: 30 })
    const challenge = expectKind(await api.begin(right), "challenge")
    expect(await api.verify({ ticket: challenge.ticket, code: "12" })).toMatchObject({ kind: "wrong-code" })
    const done = await api.verify({ ticket: challenge.ticket, code: app.code() })
    expect(done).toMatchObject({ kind: "signed-in", session: { token: "t" } })
  })

  test("a page signs in: its ticket is a cookie that no script reads, and every cookie has a line of its own", async () => {
    const { url, mailer, clock } = await openServer()
    const fetch = fetchOf(globalThis.fetch, url)
    const options = { baseUrl: `${url}/muster`, client: { platform: "web" }, tickets: "cookie", fetch } as const
    const api = createClient(options)
    expect(await api.begin(right)).not.toHaveProperty("ticket")
    expect(fetch.setCookies.splice(0)).toEqual([expect.stringMatching(ticketCookie)])
    await api.enrollment.sendEmailCode()
    expect(fetch.setCookies).toEqual([])
    expectKind(await api.enrollment.verifyEmailCode({ code: mailer.lastCodeTo(ann.email) }), "email-verified")
    expect(fetch.setCookies.splice(0)).toEqual([expect.stringMatching(ticketCookie)])
    const key = expectKind(await api.enrollment.issueKey(), "key-issued")
    expectKind(await api.enrollment.confirm({ code: authenticator(key.otpauthUri, clock).code() }), "enrolled")
    const lines = (await host.signedIn()).headers.map(([, line]) => line)
    expect(fetch.setCookies).toEqual([...lines, expect.stringMatching(spentTicketCookie)])
  })

  test("what is answered is stored by nobody, and refusals are problem documents", async () => {
    const { send } = await openServer()
    const body = JSON.stringify({ client: { platform: "web" }, password: "guess" })
    const refused = await send("POST", body)
    expect(refused).toMatchObject({
      status: 401,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    })
    expect(JSON.parse(refused.text)).toMatchObject({ kind: "wrong-credentials", status: 401 })
    const page = { "Muster-Ticket": "cookie", Origin: "https://evil.example" }
    expect(await send("POST", body, page)).toMatchObject({ status: 403 })
  })

  test.each(["GET", "HEAD", "PUT", "OPTIONS"])("%s is refused, and a preflight is allowed nothing", async (method) => {
    const { send } = await openServer()
    const { status, headers, text } = await send(method, undefined, { Origin: "https://evil.example" })
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "POST" })
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([])
    expect(text === "").toBe(method === "HEAD")
  })

  test("a body that is too large is refused, whoever reads it, and the server goes on", async () => {
    const { send } = await openServer()
    const large = (bytes: number) =>
      send("POST", JSON.stringify({ client: { platform: "web" }, password: "x".repeat(bytes) }))
    expect(await large(15_000)).toMatchObject({ status: 401 })
    for (const bytes of [17_000, 2_000_000]) {
      const { status, text } = await large(bytes)
      expect(status).toBe(413)
      if (bytes < reads) expect(JSON.parse(text)).toMatchObject({ kind: "body-too-large" })
    }
    expect(await large(15_000)).toMatchObject({ status: 401 })
  })

  test("a body that is no JSON is the client's fault", async () => {
    const { send, errors } = await openServer()
    const { status, text } = await send("POST", '{"client":')
    expect(status).toBe(400)
    if (!parses) expect(JSON.parse(text)).toMatchObject({ kind: "malformed-json" })
    expect(errors).toEqual([])
  })

  test("a client that goes away in the middle of its body harms nobody", async () => {
    const { port, send, errors } = await openServer()
    const socket = connect(port, "127.0.0.1")
    await once(socket, "connect")
    socket.write(
      'POST /muster/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
    )
    await new Promise((resolve) => setTimeout(resolve, 20))
    socket.destroy()
    await once(socket, "close")
    expect((await send("POST", JSON.stringify({ client: { platform: "web" }, ...right }))).status).toBe(200)
    expect(errors).toEqual([])
  })

  test("a client that goes away before its answer harms nobody, and what it asked for was done", async () => {
    const [gone, done] = [new AbortController(), new AbortController()]
    const { url, mailer, send, errors } = await openServer((handler) => async (request, body) => {
      const response = await handler(request, body)
      if (!request.url.endsWith("/send-email-code")) return response
      const wait = once(gone.signal, "abort")
      done.abort()
      await wait
      return response
    })
    const api = createClient({ baseUrl: `${url}/muster`, client: { platform: "mac", build: "v4.3 b1575" } })
    const { ticket } = expectKind(await api.begin(right), "enroll")
    const controller = new AbortController()
    const call = api.enrollment.sendEmailCode({ ticket, signal: controller.signal }).catch(() => "gone")
    await once(done.signal, "abort")
    controller.abort()
    expect(await call).toBe("gone")
    gone.abort()
    expect(mailer.sent).toHaveLength(1)
    expect((await send("POST", JSON.stringify({ client: { platform: "web" }, ...right }))).status).toBe(200)
    expect(errors).toEqual([])
  })
})
