import { describe, expect, it } from "vitest"
import { thrownBy } from "../../test/thrown-by.js"
import { parseSmtpUrl } from "./connection.js"

describe("an SMTP url", () => {
  it("asks for STARTTLS unless it is TLS from the start", () => {
    const remote = { secure: false, requireTLS: true, ignoreTLS: false }
    expect(parseSmtpUrl("smtp://mail.example")).toEqual({ host: "mail.example", port: 587, ...remote })
    expect(parseSmtpUrl("smtp://mail.example:2525")).toEqual({ host: "mail.example", port: 2525, ...remote })
    const secure = { secure: true, requireTLS: false, ignoreTLS: false }
    expect(parseSmtpUrl("smtps://mail.example")).toEqual({ host: "mail.example", port: 465, ...secure })
  })

  it.each(["smtp://localhost:25", "smtp://127.0.0.1:25", "smtp://127.8.9.10", "smtp://[::1]:25", "smtp://LOCALHOST"])(
    "speaks in the clear to this machine: %s",
    (url) => {
      expect(parseSmtpUrl(url)).toMatchObject({ requireTLS: false, ignoreTLS: true })
    },
  )

  it.each(["smtp://127.0.0.1.evil.example", "smtp://localhost.evil.example", "smtp://0.0.0.0", "smtp://10.0.0.1"])(
    "knows another machine by its name: %s",
    (url) => {
      expect(parseSmtpUrl(url)).toMatchObject({ requireTLS: true, ignoreTLS: false })
    },
  )

  it("speaks in the clear to another machine only when told to, and never with a password", () => {
    expect(parseSmtpUrl("smtp://mailpit:1025?ignoreTLS=true")).toMatchObject({ requireTLS: false, ignoreTLS: true })
    expect(() => parseSmtpUrl("smtp://user:secret@mailpit:1025?ignoreTLS=true")).toThrow(/in the clear/)
  })

  it("decodes the user name and the password", () => {
    expect(parseSmtpUrl("smtps://a%40b:p%3A%2F@mail.example").auth).toEqual({ user: "a@b", pass: "p:/" })
  })

  it.each([
    "",
    "mail.example",
    "http://mail.example",
    "smtp://",
    "smtp:///path",
    "smtps://user:secret%@mail.example",
    "smtps://user:secret@mail.example?tls.rejectUnauthorized=false",
    "smtps://user:secret@mail.example?ignoreTLS=true",
    "smtp://user:secret@mail.example?ignoreTLS=false",
    "smtps://user:secret@mail.example:99999",
  ])("is refused without being quoted: %j", (url) => {
    const error = thrownBy(() => parseSmtpUrl(url))
    expect(error).toMatchObject({ code: "ERR_CONFIGURATION", field: "url" })
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/secret|mail\.example/)
    expect(error).not.toHaveProperty("cause")
  })
})
