import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { everyMessage, mail } from "../test/mail.js"
import { escapeHtml, toSingleLine } from "./escape.js"
import { renderMail } from "./render-mail.js"

const hostilePart = fc.oneof(
  fc.constantFrom("\r\n", "\n", "\r", "\u2028", "\u0085", "\u0000", "\u202E", "\u2066", "\uD800"),
  fc.constantFrom("<a href=https://evil.example>", "</title>", "<script>", "<!--", "]]>", "&lt;", '"', "'", "&"),
  fc.constantFrom("{{code}}", "{{}}", "$" + "{code}", "$&", "$1", "%s", "<%= code %>"),
  fc.constantFrom("Bcc: eve@evil.example", "\r\n\r\n<p>", "=?utf-8?q?x?=", "\r\n.\r\n"),
  fc.string({ unit: "binary" }),
)
/** Names of a service as an attacker would choose them; the letter keeps them from being blank. */
const issuer = fc.array(hostilePart, { maxLength: 8 }).map((parts) => `A${parts.join("")}`)
const message = fc.constantFrom(...everyMessage)

const count = (text: string, part: string) => text.split(part).length - 1

describe("whatever the issuer is called", () => {
  it("the subject is one line of printable text", () => {
    fc.assert(
      fc.property(issuer, message, (name, about) => {
        const { subject } = renderMail(mail({ issuer: name, message: about }))
        expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
        expect(subject).toContain(toSingleLine(name))
      }),
    )
  })

  it("the HTML has the elements of the message and no other", () => {
    fc.assert(
      fc.property(issuer, message, (name, about) => {
        const plain = renderMail(mail({ issuer: "A", message: about })).html
        const { html } = renderMail(mail({ issuer: name, message: about }))
        expect(count(html, "<")).toBe(count(plain, "<"))
        expect(count(html, ">")).toBe(count(plain, ">"))
        expect(count(html, '"')).toBe(count(plain, '"'))
        expect(html).toContain(escapeHtml(toSingleLine(name)))
      }),
    )
  })

  it("the text has the lines of the message and no other, and no template is filled in", () => {
    fc.assert(
      fc.property(issuer, message, (name, about) => {
        const plain = renderMail(mail({ issuer: "Placeholder", message: about })).text
        const { text } = renderMail(mail({ issuer: name, message: about }))
        expect(count(text, "\n")).toBe(count(plain, "\n"))
        expect(text).toBe(plain.replaceAll("Placeholder", () => toSingleLine(name)))
      }),
    )
  })
})

describe("whatever is given as an address", () => {
  it("either it is refused or it is one address, as it was given", () => {
    const to = fc.array(fc.oneof(hostilePart, fc.constantFrom("ann", "@", "acme.example", ",", ";", " ")), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(
        to.map((parts) => parts.join("")),
        (address) => {
          try {
            const rendered = renderMail(mail({ to: address }))
            expect(rendered.to).toBe(address)
            expect(count(address, "@")).toBe(1)
            expect(address).not.toMatch(/[\s,;<>]/)
          } catch (error) {
            expect(error).toMatchObject({ code: "ERR_INVALID_INPUT", field: "to", message: "not one mail address" })
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
