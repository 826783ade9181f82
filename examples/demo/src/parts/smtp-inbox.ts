import type { AddressInfo } from "node:net"
import { type ParsedMail, simpleParser } from "mailparser"
import { SMTPServer } from "smtp-server"

/** A real SMTP server on loopback whose mail can be read, as a person reads their inbox. */
export interface SmtpInbox {
  readonly url: string
  /** The newest mail to an address; waits until there is one that was not read yet. */
  next(address: string): Promise<ParsedMail>
  close(): Promise<void>
}

export async function openSmtpInbox(): Promise<SmtpInbox> {
  const unread = new Map<string, ParsedMail[]>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        for (const { address } of session.envelope.rcptTo) unread.set(address, [...(unread.get(address) ?? []), mail])
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(0, "127.0.0.1", resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    async next(address) {
      for (let tries = 0; tries < 200; tries++) {
        const mail = unread.get(address)?.shift()
        if (mail !== undefined) return mail
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error("no mail came within five seconds")
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
