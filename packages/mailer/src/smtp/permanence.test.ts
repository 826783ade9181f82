import { describe, expect, it } from "vitest"
import { isPermanent } from "./permanence.js"

describe("an error of a send", () => {
  it.each([
    ["an unknown mailbox", { code: "EENVELOPE", responseCode: 550 }],
    ["refused content", { code: "EMESSAGE", responseCode: 554 }],
    ["an envelope that cannot be sent", { code: "EENVELOPE" }],
  ])("is permanent for %s", (_, error) => {
    expect(isPermanent(error)).toBe(true)
  })

  it.each([
    ["a mailbox that is full or greylisted", { code: "EENVELOPE", responseCode: 451 }],
    ["content that is deferred", { code: "EMESSAGE", responseCode: 452 }],
    ["a transmission that broke off", { code: "EMESSAGE" }],
    ["wrong credentials", { code: "EAUTH", responseCode: 535 }],
    ["a server that wants authentication first", { code: "EENVELOPE", responseCode: 530 }],
    ["a server that takes no connections", { code: "EPROTOCOL", responseCode: 554 }],
    ["a server that is away", { code: "ESOCKET" }],
    ["anything else", new Error("?")],
    ["not even an error", undefined],
  ])("is not permanent for %s", (_, error) => {
    expect(isPermanent(error)).toBe(false)
  })
})
