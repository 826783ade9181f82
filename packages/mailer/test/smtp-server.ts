import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { type ParsedMail, simpleParser } from "mailparser"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

/** A mail as it arrived: what the envelope said, and what an independent parser reads in it. */
export interface Arrived {
  readonly recipients: readonly string[]
  readonly raw: string
  readonly parsed: ParsedMail
}

/** A real SMTP server on the loopback interface, on a free port unless one is named. */
export async function startSmtpServer(options: SMTPServerOptions = {}, onPort = 0) {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks)
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        arrived.push({ recipients, raw: raw.toString(), parsed: await simpleParser(raw) })
        done()
      })
    },
    ...options,
  })
  // Clients that break off or distrust the certificate are what some tests are about.
  server.on("error", () => {})
  server.listen(onPort, "127.0.0.1")
  await once(server.server, "listening")
  const { port } = server.server.address() as AddressInfo
  return { arrived, port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

/** The reply with which a server refuses a recipient. */
export function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}
