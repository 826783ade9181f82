import { describe, expect, it } from "vitest"
import { parseSender } from "./sender.js"

describe("who mail is from", () => {
  it.each([
    ["no-reply@acme.example", { name: "", address: "no-reply@acme.example" }],
    ["<no-reply@acme.example>", { name: "", address: "no-reply@acme.example" }],
    ["Acme Support <no-reply@acme.example>", { name: "Acme Support", address: "no-reply@acme.example" }],
    ['"Acme, Support" <no-reply@acme.example>', { name: "Acme, Support", address: "no-reply@acme.example" }],
    ["Acme\r\nBcc: eve@evil.example <a@b.example>", { name: "Acme Bcc: eve@evil.example", address: "a@b.example" }],
  ])("reads %j", (text, sender) => {
    expect(parseSender(text)).toEqual(sender)
  })

  it.each(["", "Acme Support", "a@b.example, c@d.example", "Acme <a@b.example> <c@d.example>", "Acme <a@b.example"])(
    "refuses %j",
    (text) => {
      expect(() => parseSender(text)).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION", field: "from" }))
    },
  )
})
