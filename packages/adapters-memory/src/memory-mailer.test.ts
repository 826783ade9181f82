import type { Mail, MailMessage } from "@muster/sdk/ports"
import { expect, test } from "vitest"
import { memoryMailer } from "./memory-mailer.js"

function mail(to: string, message: MailMessage): Mail {
  return {
    id: `${to} ${message.kind}`,
    key: { accountId: "acme", userId: to },
    to,
    locale: null,
    issuer: "Acme",
    message,
  }
}

function codeMail(to: string, code: string): Mail {
  return mail(to, { kind: "email-code", code, expiresAt: 1 })
}

test("mail is accepted and kept in order, as copies", async () => {
  const mailer = memoryMailer()
  const mails = [codeMail("ann@acme.example", "123456"), codeMail("bob@acme.example", "654321")]
  for (const sent of mails) expect(await mailer.send(sent)).toEqual({ kind: "accepted" })
  expect(mailer.sent).toEqual(mails)
  expect(mailer.sent[0]).not.toBe(mails[0])
})

test("the last code to an address is the newest one, whatever else was sent", async () => {
  const mailer = memoryMailer()
  await mailer.send(codeMail("ann@acme.example", "111111"))
  await mailer.send(codeMail("ann@acme.example", "222222"))
  await mailer.send(codeMail("bob@acme.example", "333333"))
  await mailer.send(mail("ann@acme.example", { kind: "enrolled", at: 1, client: null }))
  expect(mailer.lastCodeTo("ann@acme.example")).toBe("222222")
})

test("an address without a code is an error that does not show it", async () => {
  const mailer = memoryMailer()
  await mailer.send(mail("ann@acme.example", { kind: "enrolled", at: 1, client: null }))
  const lastCode = () => mailer.lastCodeTo("ann@acme.example")
  expect(lastCode).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "email" }))
  expect(lastCode).not.toThrow("ann@acme.example")
})
