import { MusterError } from "@muster/core"
import { describe, expect, it } from "vitest"
import { errorType, loggedError } from "./logged-error.js"

const address = "ann@acme.example"
const key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
const code = "482913"

const withCode = (name: string) => Object.assign(new Error("no"), { code: name })

describe("nothing of an error's text is written down", () => {
  class Refused extends Error {}
  const renamed = Object.assign(new Error("no"), { name: key })
  const moved = new Error(`${address}\n    at ${address} (file.js:1:2)\n    at /${code}.js:1:2`)
  const changed = new Error(address)
  changed.message = "another"
  const emptied = new Error(`${address}\n    at ${address} (${code}.js:1:2)`)
  emptied.message = ""
  const keyed = { [address]: () => new Error("no") }

  it.each<readonly [what: string, error: unknown]>([
    ["a message", new Refused(`${address} ${key} ${code}`)],
    ["a message of several lines that look like a stack", moved],
    ["a message that was changed", changed],
    ["a message that was taken away", emptied],
    ["a cause", new Error("no", { cause: new Error(`${address} ${code}`) })],
    ["several errors in one", new AggregateError([new Error(address)], key)],
    ["a name that is none", renamed],
    ["the name of a function", keyed[address]?.()],
    ["a code that is a number of a person", withCode(code)],
    ["a code that is a key", withCode(key)],
    ["a code that is an address", withCode(address)],
    ["a field", new MusterError("ERR_INVALID_INPUT", "no", { field: address })],
    ["a field below an option", new MusterError("ERR_CONFIGURATION", "no", { field: `keys.${key}` })],
    ["properties", Object.assign(new Error("no"), { recipient: address, detail: { code } })],
    ["a text", `${address} ${code}`],
    ["an object", { message: address, stack: key, name: code }],
  ])("of %s", (_, error) => {
    const text = JSON.stringify([loggedError(error), errorType(error)])
    for (const secret of [address, key, code]) expect(text).not.toContain(secret)
  })
})

describe("what is written down of an error", () => {
  it("is its class, its code, the option at fault, and where it was made", () => {
    const error = new MusterError("ERR_CONFIGURATION", "the clock is off", { field: "clock" })
    const { at = [], ...rest } = loggedError(error)
    expect(rest).toEqual({ name: "MusterError", code: "ERR_CONFIGURATION", field: "clock" })
    expect(at[0]).toMatch(/logged-error\.test\.ts:\d+:\d+$/)
    expect(at.length).toBeLessThanOrEqual(3)
  })

  it.each([
    ["ECONNREFUSED", "ECONNREFUSED"],
    ["40001", "40001"],
    ["ERR_STORE_CONFLICT", "ERR_STORE_CONFLICT"],
    ["no code of anybody's", "Error"],
  ])("counts as %s", (given, counted) => {
    expect(errorType(withCode(given))).toBe(counted)
  })

  it("is where it was made also without a message", () => {
    expect(loggedError(new Error()).at?.[0]).toMatch(/logged-error\.test\.ts:\d+:\d+$/)
  })

  it("is of a time-out of the platform its own name", () => {
    expect(errorType(new DOMException(address, "TimeoutError"))).toBe("TimeoutError")
    expect(errorType(new DOMException("", address))).toBe("DOMException")
  })

  it("is little where what is thrown is no error, or cannot be looked at", () => {
    const trap = new Proxy(
      {},
      {
        get() {
          throw new Error(address)
        },
      },
    )
    expect([undefined, null, "no", Object.create(null), trap].map(loggedError)).toEqual([
      { name: "undefined" },
      { name: "object" },
      { name: "string" },
      { name: "object" },
      { name: "object" },
    ])
  })
})
