import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { json } from "node:stream/consumers"
import { expect, it } from "vitest"
import { renderMail } from "../src/index.js"
import { mail } from "./mail.js"
import { startSmtpServer } from "./smtp-server.js"

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

it("the program of the README is the one that is run here", async () => {
  expect(await read("../README.md")).toContain(`\`\`\`ts\n${await read("./readme.ts")}\`\`\``)
})

it("the program of the README sends mail over SMTP and over HTTP", async () => {
  const smtp = await startSmtpServer()
  const posted: { readonly headers: IncomingHttpHeaders; readonly body: unknown }[] = []
  const api = createServer(async (request, response) => {
    posted.push({ headers: request.headers, body: await json(request) })
    response.writeHead(posted.length === 1 ? 202 : 503).end()
  }).listen(0, "127.0.0.1")
  await once(api, "listening")
  process.env.SMTP_URL = `smtp://127.0.0.1:${smtp.port}`
  process.env.MAIL_API = `http://127.0.0.1:${(api.address() as AddressInfo).port}/`
  const { overSmtp, overHttp } = await import("./readme.js")
  try {
    expect(await overSmtp.send(mail())).toEqual({ kind: "accepted" })
    expect(smtp.arrived[0]?.parsed.subject).toBe("123456 is your Acme Support security code")

    expect(await overHttp.send(mail())).toEqual({ kind: "accepted" })
    expect(posted[0]?.headers["idempotency-key"]).toBe("mail-1")
    const { idempotencyKey, ...body } = renderMail(mail())
    expect(posted[0]?.body).toEqual(body)
    expect(await overHttp.send(mail())).toEqual({ kind: "rejected", retryable: true })
  } finally {
    overSmtp.close()
    await smtp.close()
    api.closeAllConnections()
    api.close()
  }
})
