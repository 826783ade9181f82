import { MusterError } from "@muster/core"
import type { MailMessage } from "@muster/sdk/ports"
import { describe, expect, it } from "vitest"
import { at, everyMessage, mail } from "../test/mail.js"
import { thrownBy } from "../test/thrown-by.js"
import { renderMail } from "./render-mail.js"

describe("the email code", () => {
  const rendered = renderMail(mail())

  it("stands first in the subject, where a lock screen shows it", () => {
    expect(rendered.subject).toBe("123456 is your Acme Support security code")
  })

  it("stands on a line of its own in the text, with the time until which it works", () => {
    expect(rendered.text).toBe(
      [
        "Your Acme Support security code is:",
        "123456",
        "Enter it where you are signing in.",
        "It works until 14:05 UTC. If you ask for a new code, only the newest one works.",
        "If you did not try to sign in, tell your administrator. Do not give this code to anyone.\n",
      ].join("\n\n"),
    )
  })

  it("is one unbroken text in the HTML, so that it can be selected and copied", () => {
    expect(rendered.html).toMatch(/<p [^>]*>123456<\/p>/)
  })
})

describe("the notices", () => {
  const text = (message: MailMessage) => renderMail(mail({ message })).text

  it("of an enrollment says when and in which app, and what to do about a stranger's", () => {
    const message = { kind: "enrolled", at, client: { platform: "windows", build: "v4.3 b1575" } } as const
    expect(text(message)).toContain("It was set up on 24 November 2026 at 14:05 UTC, in the Windows app.")
    expect(text(message)).toContain("If this was not you, tell your administrator.")
  })

  it("of an enrollment leaves out what the client says about itself", () => {
    const message = { kind: "enrolled", at, client: { platform: "web", build: "call 555-0100" } } as const
    expect(JSON.stringify(renderMail(mail({ message })))).not.toContain("555")
  })

  it("of an enrollment names no app when none is known", () => {
    expect(text({ kind: "enrolled", at, client: null })).toContain("It was set up on 24 November 2026 at 14:05 UTC.\n")
    const unknown = { kind: "enrolled", at, client: { platform: "constructor" as "web" } } as const
    expect(text(unknown)).toContain("It was set up on 24 November 2026 at 14:05 UTC.\n")
  })

  it("of a reset says who removed the app without a name, when, and what comes next", () => {
    const byAdmin = text({ kind: "factor-reset", at, by: { userId: "call 555-0100" } })
    expect(byAdmin).toContain("An administrator removed it on 24 November 2026 at 14:05 UTC.")
    expect(byAdmin).toContain("At your next sign-in you set up an authenticator app again.")
    expect(byAdmin).not.toContain("555")
    const byHost = text({ kind: "factor-reset", at, by: { system: "call 555-0100" } })
    expect(byHost).toContain("Acme Support removed it on 24 November 2026")
    expect(byHost).not.toContain("555")
  })

  it.each([
    [0, "You have no recovery codes left."],
    [1, "You have 1 recovery code left."],
    [7, "You have 7 recovery codes left."],
  ])("of a recovery code counts the %i that are left", (left, words) => {
    expect(text({ kind: "recovery-code-used", at, left })).toContain(words)
  })

  it("of wrong codes says that the password is known, and how long to wait", () => {
    const noticed = text({ kind: "failures-noticed", at, until: at + 60_000 })
    expect(noticed).toContain("Someone who knows your Acme Support password entered wrong codes.")
    expect(noticed).toContain("No code is accepted before 14:06 UTC.")
    expect(text({ kind: "failures-noticed", at, until: null })).not.toContain("No code is accepted")
  })

  it("of a lock says what ends it", () => {
    const until = "No code from your app is accepted until"
    expect(text({ kind: "locked", at, until: at + 3_600_000 })).toContain(`${until} 24 November 2026 at 15:05 UTC.`)
    expect(text({ kind: "locked", at, until: null })).toContain(`${until} your administrator unlocks it.`)
  })
})

describe.each(everyMessage)("a mail with $kind", (message) => {
  const { html, text, subject, to, idempotencyKey } = renderMail(mail({ message }))

  it("names the service in its subject and goes to the address of the mail", () => {
    expect(subject).toContain("Acme Support")
    expect({ to, idempotencyKey }).toEqual({ to: "ann@acme.example", idempotencyKey: "mail-1" })
  })

  it("has nothing to click and nothing to load", () => {
    expect(`${html}${text}`).not.toMatch(/https?:|\/\/|href|src=|url\(|<(a|img|link|script|style|iframe|form)\b/i)
  })

  it("says in HTML what it says in text", () => {
    const body = html.slice(html.indexOf("<main"))
    const words = body.replace(/<[^>]+>/g, " ").replaceAll("&#39;", "'")
    expect(words.split(/\s+/).join(" ").trim()).toBe(text.split(/\s+/).join(" ").trim())
  })

  it("is a document in a stated language and leaves colours to the reader", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/)
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(html).not.toMatch(/[;"](background|background-color|color):/)
  })
})

describe("a mail that cannot be written", () => {
  const thrown = (changes: Parameters<typeof mail>[0]) => thrownBy(() => renderMail(mail(changes)))

  it.each([
    "",
    "ann",
    "@acme.example",
    "ann@",
    "ann@acme.example,eve@evil.example",
    "ann@acme.example;eve@evil.example",
    "ann@acme.example eve@evil.example",
    "Ann <ann@acme.example>",
    "<ann@acme.example>",
    "friends:ann@acme.example;",
    "ann@acme.example\r\nBcc: eve@evil.example",
    "ann@acme.example\n",
    "ann\u0000@acme.example",
    "ann@acme.example\u2028",
    "ann@acme.example(eve@evil.example)",
    '"ann@evil.example"@acme.example',
    "ann@evil.example@acme.example",
    `${"a".repeat(250)}@b.example`,
  ])("refuses %j as an address, without repeating it", (to) => {
    const error = thrown({ to })
    expect(error).toBeInstanceOf(MusterError)
    expect(error).toMatchObject({ code: "ERR_INVALID_INPUT", field: "to", retryable: false })
    expect((error as Error).message).toBe("not one mail address")
  })

  it("refuses a list in place of an address", () => {
    const to = ["ann@acme.example"] as unknown as string
    expect(thrown({ to })).toMatchObject({ code: "ERR_INVALID_INPUT", field: "to" })
  })

  it.each(["ann@acme.example", "o'hara+mfa@sub.acme.example", "jörg@bücher.example", "a@b"])("takes %s", (to) => {
    expect(renderMail(mail({ to })).to).toBe(to)
  })

  it("refuses an issuer without a printable character", () => {
    expect(thrown({ issuer: " \r\n " })).toMatchObject({ code: "ERR_INVALID_INPUT", field: "issuer" })
  })

  it("leaves a kind that it does not know to a newer machine", () => {
    const message = { kind: "from-the-future" } as unknown as MailMessage
    expect(thrown({ message })).toMatchObject({ code: "ERR_INVALID_INPUT", field: "message", retryable: true })
  })
})
