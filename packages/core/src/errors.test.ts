import { describe, expect, it } from "vitest"
import { isMusterError, MusterError } from "./errors.js"

describe("MusterError", () => {
  it("carries its code, field, cause and whether to try again", () => {
    const cause = new Error("down")
    const error = new MusterError("ERR_STORE_UNAVAILABLE", "No answer.", { field: "store", retryable: true, cause })
    expect(error).toMatchObject({
      code: "ERR_STORE_UNAVAILABLE",
      message: "No answer.",
      field: "store",
      retryable: true,
    })
    expect(error.cause).toBe(cause)
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe("MusterError")
  })

  it("is final unless said otherwise, and has no field or cause when none is given", () => {
    const error = new MusterError("ERR_INVALID_INPUT", "Wrong.")
    expect(error.retryable).toBe(false)
    expect("field" in error).toBe(false)
    expect("cause" in error).toBe(false)
  })
})

describe("isMusterError", () => {
  it("tells a MusterError, and its code when one is asked for", () => {
    const error = new MusterError("ERR_INVALID_INPUT", "Wrong.")
    expect(isMusterError(error)).toBe(true)
    expect(isMusterError(error, "ERR_INVALID_INPUT")).toBe(true)
    expect(isMusterError(error, "ERR_CONFIGURATION")).toBe(false)
  })

  it("knows the errors of a second installed copy, where instanceof does not", async () => {
    const copy = (await import(`./errors.js?${"second-copy"}`)) as typeof import("./errors.js")
    const error = new copy.MusterError("ERR_KEY_UNAVAILABLE", "Gone.")
    expect(error).not.toBeInstanceOf(MusterError)
    expect(isMusterError(error, "ERR_KEY_UNAVAILABLE")).toBe(true)
  })

  it.each([undefined, null, "ERR_INVALID_INPUT", 7, {}, new Error("other"), { code: "ERR_INVALID_INPUT" }])(
    "is false for %s",
    (value) => {
      expect(isMusterError(value)).toBe(false)
    },
  )
})
