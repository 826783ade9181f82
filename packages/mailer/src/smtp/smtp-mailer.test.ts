import { createServer, type Server } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { everyMessage, mail } from "../../test/mail.js"
import { refusal, startSmtpServer } from "../../test/smtp-server.js"
import { renderMail } from "../render-mail.js"
import { type SmtpMailer, smtpMailer } from "./smtp-mailer.js"

const from = "Acme Support <no-reply@acme.example>"
const leftOpen: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close()
})

async function serve(options?: Parameters<typeof startSmtpServer>[0]) {
  const server = await startSmtpServer(options)
  leftOpen.push(server.close)
  return server
}

function open(url: string): SmtpMailer {
  const mailer = smtpMailer({ url, from })
  leftOpen.push(mailer.close)
  return mailer
}

describe("mail to a server that takes it", () => {
  it("arrives as it was written: text first, HTML second, one recipient", async () => {
    const server = await serve()
    expect(await open(`smtp://127.0.0.1:${server.port}`).send(mail())).toEqual({ kind: "accepted" })

    const [only] = server.arrived
    expect(server.arrived).toHaveLength(1)
    expect(only?.recipients).toEqual(["ann@acme.example"])
    expect(only?.parsed.subject).toBe("123456 is your Acme Support security code")
    expect(only?.parsed.text).toBe(renderMail(mail()).text)
    expect(only?.parsed.html).toBe(renderMail(mail()).html)
    expect(only?.parsed.from?.value).toEqual([{ name: "Acme Support", address: "no-reply@acme.example" }])
    const parts = only?.raw ?? ""
    expect(parts.indexOf("text/plain")).toBeGreaterThan(0)
    expect(parts.indexOf("text/plain")).toBeLessThan(parts.indexOf("text/html"))
  })

  it("is marked as automatic, and a second try carries the same message id", async () => {
    const server = await serve()
    const mailer = open(`smtp://127.0.0.1:${server.port}`)
    await mailer.send(mail())
    await mailer.send(mail())
    expect(server.arrived.map(({ parsed }) => parsed.messageId)).toEqual(Array(2).fill("<mail-1@acme.example>"))
    expect(server.arrived[0]?.parsed.headers.get("auto-submitted")).toBe("auto-generated")
  })

  it.each([
    "Acme\r\nBcc: eve@evil.example",
    "<a href=x>Acme</a>",
    "{{code}}",
    'Støtte "中文" & Söhne',
    "x".repeat(500),
  ])("gains no header and loses no word when the issuer is called %j", async (issuer) => {
    const server = await serve()
    await open(`smtp://127.0.0.1:${server.port}`).send(mail({ issuer }))
    const [only] = server.arrived
    expect(only?.recipients).toEqual(["ann@acme.example"])
    expect(only?.parsed.subject).toBe(renderMail(mail({ issuer })).subject)
    expect([...(only?.parsed.headers.keys() ?? [])].sort()).toEqual(
      ["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"].sort(),
    )
  })

  it("shares connections: 200 mails at once need five", async () => {
    let connections = 0
    const server = await serve({
      onConnect(_session, done) {
        connections += 1
        done()
      },
    })
    const mailer = open(`smtp://127.0.0.1:${server.port}`)
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => mailer.send(mail({ id: `mail-${i}` }))))
    expect(answers.every(({ kind }) => kind === "accepted")).toBe(true)
    expect(new Set(server.arrived.map(({ parsed }) => parsed.messageId)).size).toBe(200)
    expect(connections).toBeLessThanOrEqual(5)
  })

  it("is sent with the credentials of the url", async () => {
    const seen: unknown[] = []
    const server = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        seen.push([username, password])
        done(null, { user: username })
      },
    })
    const mailer = open(`smtp://acme%40mail:p%2Fw@127.0.0.1:${server.port}`)
    expect(await mailer.send(mail())).toEqual({ kind: "accepted" })
    expect(seen).toEqual([["acme@mail", "p/w"]])
  })

  it("of every kind can be sent", async () => {
    const server = await serve()
    const mailer = open(`smtp://127.0.0.1:${server.port}`)
    for (const message of everyMessage) expect(await mailer.send(mail({ message }))).toEqual({ kind: "accepted" })
    expect(server.arrived).toHaveLength(everyMessage.length)
  })
})

describe("mail to a server that does not take it", () => {
  const refusing = (code: number) =>
    serve({ onRcptTo: ({ address }, _session, done) => done(refusal(code, `no mailbox ${address}`)) })

  it("is rejected for good by a 550", async () => {
    const { port } = await refusing(550)
    expect(await open(`smtp://127.0.0.1:${port}`).send(mail())).toEqual({ kind: "rejected", retryable: false })
  })

  it("may be tried again after a 451", async () => {
    const { port } = await refusing(451)
    expect(await open(`smtp://127.0.0.1:${port}`).send(mail())).toEqual({ kind: "rejected", retryable: true })
  })

  it("may be tried again when the credentials are refused, since an operator can mend them", async () => {
    const server = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535, "bad credentials")),
    })
    const mailer = open(`smtp://acme:secret@127.0.0.1:${server.port}`)
    expect(await mailer.send(mail())).toEqual({ kind: "rejected", retryable: true })
  })

  it("may be tried again when nobody listens", async () => {
    const { port, close } = await startSmtpServer()
    await close()
    expect(await open(`smtp://127.0.0.1:${port}`).send(mail())).toEqual({ kind: "rejected", retryable: true })
  })

  it("may be tried again while the server restarts, whose old connection spoils nothing", async () => {
    const first = await startSmtpServer()
    const mailer = open(`smtp://127.0.0.1:${first.port}`)
    expect(await mailer.send(mail())).toEqual({ kind: "accepted" })
    await first.close()
    expect(await mailer.send(mail())).toEqual({ kind: "rejected", retryable: true })
    const second = await startSmtpServer({}, first.port)
    leftOpen.push(second.close)
    expect(await mailer.send(mail())).toEqual({ kind: "accepted" })
    expect(second.arrived).toHaveLength(1)
  })

  it("is given up after ten seconds of a server that says nothing", async () => {
    const silent = await new Promise<Server>((resolve) => {
      const server = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1", () =>
        resolve(server),
      )
    })
    leftOpen.push(() => void silent.close())
    const { port } = silent.address() as { port: number }
    const began = Date.now()
    expect(await open(`smtp://127.0.0.1:${port}`).send(mail())).toEqual({ kind: "rejected", retryable: true })
    expect(Date.now() - began).toBeLessThan(12_000)
  })

  it("is rejected once the mailer is closed", async () => {
    const { port } = await serve()
    const mailer = open(`smtp://127.0.0.1:${port}`)
    mailer.close()
    expect(await mailer.send(mail())).toEqual({ kind: "rejected", retryable: true })
  })
})

describe("TLS", () => {
  it("is required of a server on another machine: without STARTTLS it gets no mail", async () => {
    const server = await serve()
    // An address of this machine that does not say so.
    expect(await open(`smtp://0.0.0.0:${server.port}`).send(mail())).toEqual({ kind: "rejected", retryable: true })
    expect(server.arrived).toEqual([])
    expect(await open(`smtp://0.0.0.0:${server.port}?ignoreTLS=true`).send(mail())).toEqual({ kind: "accepted" })
  })

  it("does not accept a certificate that nobody vouches for", async () => {
    const implicit = await serve({ secure: true })
    expect(await open(`smtps://localhost:${implicit.port}`).send(mail())).toEqual({ kind: "rejected", retryable: true })
    const upgraded = await serve({ hideSTARTTLS: false })
    expect(await open(`smtp://0.0.0.0:${upgraded.port}`).send(mail())).toEqual({ kind: "rejected", retryable: true })
    expect([...implicit.arrived, ...upgraded.arrived]).toEqual([])
  })
})

it("a mailer that cannot work is refused when it is made, without repeating its password", () => {
  const make = (url: string, sender: string) => () => smtpMailer({ url, from: sender })
  expect(make("smtp://user:secret@", from)).toThrow(
    expect.objectContaining({ code: "ERR_CONFIGURATION", field: "url" }),
  )
  expect(make("smtp://user:secret@", from)).not.toThrow(/secret/)
  expect(make("smtp://localhost", "nobody")).toThrow(expect.objectContaining({ field: "from" }))
})
