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

  it("of a reset says who removed the app without a name, when, and what comes next where two-factor is asked for", () => {
    const byAdmin = text({ kind: "factor-reset", at, by: { userId: "call 555-0100" } })
    expect(byAdmin).toContain("An administrator removed it on 24 November 2026 at 14:05 UTC.")
    expect(byAdmin).toContain(
      "If you have to use two-factor, you set up an authenticator app again at your next sign-in.",
    )
    expect(byAdmin).not.toContain("555")
    const byHost = text({ kind: "factor-reset", at, by: { system: "call 555-0100" } })
    expect(byHost).toContain("Acme Support removed it on 24 November 2026")
    expect(byHost).not.toContain("555")
  })

  it("of a replacement says when and in which app, what ended with it, and what to do about a stranger's", () => {
    const replaced = text({ kind: "factor-replaced", at, client: { platform: "ios" } })
    expect(replaced).toContain("on 24 November 2026 at 14:05 UTC, in the iPhone or iPad app. Codes from the old app")
    expect(replaced).toContain("If this was not you, someone else can sign in as you: change your password, and tell")
  })

  it("of a removal says who was signed in, and what is open since", () => {
    const removed = text({ kind: "factor-removed", at, client: null })
    expect(removed).toContain("by someone who was signed in as you, on 24 November 2026 at 14:05 UTC. Your recovery")
    expect(removed).toContain("If this was not you, change your password, set up an authenticator app again and tell")
  })

  it("of new recovery codes says that those before are dead, and what to do about a stranger's", () => {
    const regenerated = text({ kind: "recovery-codes-regenerated", at, client: { platform: "web" } })
    expect(regenerated).toContain("They work since 24 November 2026 at 14:05 UTC, in a web browser. Earlier recovery")
    expect(regenerated).toContain("If this was not you, someone else holds codes that sign in as you: change your")
  })

  it("of an import names neither admin nor program, and says which entry of the app to use", () => {
    const byAdmin = text({ kind: "factor-imported", at, by: { userId: "call 555-0100" } })
    expect(byAdmin).toContain("An administrator took it over on 24 November 2026 at 14:05 UTC: use the entry")
    expect(byAdmin).toContain("If your app has no such entry, or you did not expect this, tell your administrator.")
    const byHost = text({ kind: "factor-imported", at, by: { system: "call 555-0100" } })
    expect(byHost).toContain("Acme Support took it over on 24 November 2026")
    expect(`${byAdmin}${byHost}`).not.toContain("555")
  })

  it("of an exemption says until when, which end it had before, and by whom without a name", () => {
    const until = at + 86_400_000
    const granted = text({ kind: "exempted", at, by: { userId: "call 555-0100" }, until, before: null })
    expect(granted).toContain("You need not set up two-factor for your Acme Support sign-in before 25 November 2026 at")
    expect(granted).toContain("An administrator decided that on 24 November 2026 at 14:05 UTC.\n")
    expect(granted).toContain("you are asked for its code all the same")
    const moved = text({ kind: "exempted", at, by: { system: "call 555-0100" }, until, before: at + 3_600_000 })
    expect(moved).toContain("Acme Support decided that on 24 November 2026")
    expect(moved).toContain("Until now it was to end on 24 November 2026 at 15:05 UTC.")
    const ended = text({ kind: "exemption-ended", at, by: { userId: "call 555-0100" } })
    expect(ended).toContain("An administrator ended that on 24 November 2026 at 14:05 UTC.")
    expect(`${granted}${moved}${ended}`).not.toContain("555")
  })

  it("of an unlock says that codes are accepted again, by whom without a name, and what to do about a stranger's", () => {
    const byAdmin = text({ kind: "unlocked", at, by: { userId: "call 555-0100" } })
    expect(byAdmin).toContain("An administrator ended that on 24 November 2026 at 14:05 UTC.")
    expect(byAdmin).toContain("or the wrong codes were not yours, change your password and tell your administrator.")
    expect(byAdmin).not.toContain("555")
  })

  it("of a replacement that waits says until when, and that a code from the old app stops it", () => {
    const held = text({ kind: "replacement-held", at, until: at + 86_400_000 })
    expect(held).toContain("It was asked for on 24 November 2026 at 14:05 UTC, with your password and without a code.")
    expect(held).toContain("It can be set up from 25 November 2026 at 14:05 UTC on.")
    expect(held).toContain("If this was not you, sign in with a code from your app before then: that stops it.")
  })

  it("to an admin, of a replacement that waits, names the user on one line, and says what an admin can do", () => {
    const user = "bob\u202e\r\nBcc: eve"
    const held = text({ kind: "user-replacement-held", at, until: at + 86_400_000, user })
    expect(held).toContain("for the Acme Support sign-in of bob Bcc: eve.\n")
    expect(held).toContain(
      "It can be set up from 25 November 2026 at 14:05 UTC on. You receive this as an administrator.",
    )
    expect(held).toContain("have them sign in with a code from their app before then: that stops it.")
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

  it("of a date that comes names it in the zone that it is meant in, and counts to it in the subject", () => {
    const message = {
      kind: "forced-logout-reminder",
      forcedLogoutAt: Date.UTC(2026, 11, 3, 23),
      timeZone: "Europe/Berlin",
    } as const
    expect(text({ ...message, daysLeft: 7 })).toContain("at 00:00 on 4 December 2026 (Europe/Berlin).")
    expect(text({ ...message, timeZone: "Mars/Olympus", daysLeft: 7 })).toContain("at 23:00 on 3 December 2026 (UTC).")
    const subjects = [7, 1, 0].map((daysLeft) => renderMail(mail({ message: { ...message, daysLeft } })).subject)
    expect(subjects).toEqual([
      "Set up two-factor for Acme Support within 7 days",
      "Set up two-factor for Acme Support within a day",
      "Set up two-factor for Acme Support now",
    ])
  })

  it("of a lock says what ends it", () => {
    const until = "No code from your app is accepted until"
    expect(text({ kind: "locked", at, until: at + 3_600_000 })).toContain(`${until} 24 November 2026 at 15:05 UTC.`)
    expect(text({ kind: "locked", at, until: null })).toContain(`${until} your administrator unlocks it.`)
  })
})

it("every mail says what to do about what the reader did not do (NIST SP 800-63B-4 §4.6)", () => {
  for (const message of everyMessage) {
    const { text } = renderMail(mail({ message }))
    if (message.kind === "user-replacement-held") {
      expect(text).toContain("If it was not the user, have them")
      continue
    }
    expect(text).toMatch(/If this was not you|If you did not|or you did not expect this/)
    expect(text).toMatch(/\b[Tt]ell your administrator\b/)
  }
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
