import { once } from "node:events"
import { request as ask, createServer, type RequestListener } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { text } from "node:stream/consumers"
import express from "express"
import { afterEach, expect, test } from "vitest"
import { openApp } from "../../test/app.js"
import { nodeRequest, toNodeHandler } from "./index.js"

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1")
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, "listening")
  return (server.address() as AddressInfo).port
}

/** A request with exactly these headers and this target. */
async function send(port: number, path: string, body: string, headers: Record<string, string> = {}) {
  const sent = ask({
    port,
    host: "127.0.0.1",
    path,
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
  })
  sent.end(body)
  const [response] = await once(sent, "response")
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(await text(response)) }
}

const credentials = JSON.stringify({ client: { platform: "web" }, password: "correct horse" })

test("on node:http alone: status, headers and every Set-Cookie arrive", async () => {
  const headers = [
    ["Set-Cookie", "a=1"],
    ["Set-Cookie", "b=2"],
  ] as const
  const { handler } = openApp({ host: { signedIn: async () => ({ headers, body: "Ann" }) } })
  const reply = await send(await serve(toNodeHandler(handler)), "/muster/sign-in?x=1", credentials)
  expect(reply).toMatchObject({ status: 200, body: { kind: "signed-in", session: "Ann" } })
  expect(reply.headers).toMatchObject({ "set-cookie": ["a=1", "b=2"], "cache-control": "no-store" })
})

test.each([
  ["before it", true],
  ["not at all", false],
])("mounted in Express with a body parser %s", async (_, parsed) => {
  const seen: (string | undefined)[] = []
  const { handler } = openApp({
    host: {
      async signedIn(_result, request) {
        seen.push(nodeRequest(request)?.headers.host)
        return {}
      },
    },
  })
  const app = express()
  if (parsed) app.use(express.json())
  app.use((_request, response, next) => {
    response.append("Set-Cookie", "host=1")
    next()
  })
  app.use("/muster", toNodeHandler(handler))
  const port = await serve(app)
  const reply = await send(port, "/muster/sign-in", credentials)
  expect(reply).toMatchObject({ status: 200, body: { kind: "signed-in" }, headers: { "set-cookie": ["host=1"] } })
  expect(seen).toEqual([`127.0.0.1:${port}`])
  expect((await send(port, "/muster/nowhere", "{}")).status).toBe(404)
})

test.each(["evil.example/muster/sign-in?", "a b", "evil.example#", "x@acme.example"])(
  "a Host that would move the path is refused: %s",
  async (host) => {
    const { handler } = openApp()
    const reply = await send(await serve(toNodeHandler(handler)), "/elsewhere", credentials, { Host: host })
    expect(reply).toMatchObject({ status: 400, body: { kind: "invalid-request", field: "Host" } })
  },
)

test("a path that looks like another host names no other host", async () => {
  const port = await serve(toNodeHandler(openApp().handler))
  const reply = await send(port, "//evil.example/muster/sign-in", credentials, { Origin: "http://evil.example" })
  expect(reply.status).toBe(404)
  const absolute = await send(port, "http://evil.example/muster/sign-in", credentials, {
    Origin: "http://evil.example",
  })
  expect(absolute.status).toBe(400)
})

test("a body that does not end is cut off, and so is its connection", async () => {
  const port = await serve(toNodeHandler(openApp().handler))
  const socket = connect(port, "127.0.0.1")
  socket.on("error", () => {})
  socket.write(
    "POST /muster/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
  )
  const chunk = `1000\r\n${" ".repeat(4096)}\r\n`
  for (let chunks = 0; chunks < 6; chunks++) socket.write(chunk)
  const answer = await text(socket)
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
})

test("a client that goes away in the middle of its body harms nobody", async () => {
  const { handler, errors } = openApp()
  const port = await serve(toNodeHandler(handler))
  const socket = connect(port, "127.0.0.1")
  socket.write(
    'POST /muster/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await send(port, "/muster/sign-in", credentials)).toMatchObject({ status: 200 })
  expect(errors).toEqual([])
})

test("TRACE, which a Request cannot be, is no fault of the Host", async () => {
  const { handler } = openApp()
  const sent = ask({ port: await serve(toNodeHandler(handler)), path: "/muster/sign-in", method: "TRACE" })
  sent.end()
  const [response] = await once(sent, "response")
  expect(response.statusCode).toBe(405)
  expect(response.headers.allow).toBe("POST")
})

test("a cookie of a second Cookie line is found", async () => {
  const { enable, handler } = openApp()
  await enable()
  const port = await serve(toNodeHandler(handler))
  const browser = { "Sec-Fetch-Site": "same-origin", "Muster-Ticket": "cookie" }
  const begun = await send(port, "/muster/sign-in", credentials, browser)
  const cookie = begun.headers["set-cookie"][0].split(";")[0]
  const socket = connect(port, "127.0.0.1")
  const lines = [
    "POST /muster/enrollment/current HTTP/1.1",
    "Host: x",
    "Connection: close",
    "Content-Type: application/json",
    "Content-Length: 2",
    ...Object.entries(browser).map(([name, value]) => `${name}: ${value}`),
    "Cookie: a=1",
    `Cookie: ${cookie}`,
  ]
  socket.write(`${lines.join("\r\n")}\r\n\r\n{}`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /)
})
