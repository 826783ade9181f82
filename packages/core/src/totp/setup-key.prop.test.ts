import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput, separator, totpSecret } from "../../test/arbitraries.js"
import { formatSetupKey, parseSetupKey } from "./setup-key.js"

describe("formatSetupKey", () => {
  it("writes 20 bytes as eight groups of four", () => {
    const key = formatSetupKey(new TextEncoder().encode("12345678901234567890"))
    expect(key.bare).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    expect(key.groups).toEqual(["GEZD", "GNBV", "GY3T", "QOJQ", "GEZD", "GNBV", "GY3T", "QOJQ"])
  })

  it("ends in a shorter group where the length asks for it, and has none for no bytes", () => {
    expect(formatSetupKey(new Uint8Array(16)).groups).toEqual([..."AAAAAA"].map(() => "AAAA").concat("AA"))
    expect(formatSetupKey(new Uint8Array())).toEqual({ bare: "", groups: [] })
  })

  it("has groups that give the bare key", () => {
    fc.assert(
      fc.property(totpSecret, (secret) => {
        const { bare, groups } = formatSetupKey(secret)
        expect(groups.join("")).toBe(bare)
      }),
    )
  })
})

describe("parseSetupKey", () => {
  it("reads a key back with any separators, case and padding", () => {
    const typing = fc.record({
      secret: totpSecret,
      between: fc.array(separator, { maxLength: 4 }),
      lower: fc.boolean(),
      padding: fc.integer({ min: 0, max: 6 }),
    })
    fc.assert(
      fc.property(typing, ({ secret, between, lower, padding }) => {
        const typed = formatSetupKey(secret).groups.join(between.join("")) + "=".repeat(padding)
        expect(parseSetupKey(lower ? typed.toLowerCase() : typed)).toEqual({ kind: "parsed", secret })
      }),
    )
  })

  it("answers anything whatever with a value", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(["parsed", "rejected"]).toContain(parseSetupKey(input).kind)
      }),
    )
  })

  it("reads every key in one way: what it accepts, it writes the same", () => {
    const base32ish = fc.string({ unit: fc.constantFrom(..."ABYZ27"), minLength: 16, maxLength: 40 })
    fc.assert(
      fc.property(base32ish, (text) => {
        const result = parseSetupKey(text)
        if (result.kind === "parsed") expect(formatSetupKey(result.secret).bare).toBe(text)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ["malformed", ""],
    ["malformed", "===="],
    ["malformed", "GEZDGNBVGY3TQOJ0"],
    ["malformed", "GEZDGNBVGY3TQOJ1"],
    ["malformed", "GEZD=GNBVGY3TQOJQ"],
    ["malformed", "GEZDGNBVGY3TQOJQG"],
    ["malformed", "GEZDGNBVGY3TQOıQ"],
    ["malformed", 7],
    ["too-short", "GEZDGNBV"],
    ["too-short", "AAAAAAAAAAAAAAA"],
    ["too-long", "A".repeat(104)],
    ["malformed", `${"A".repeat(32)}${" ".repeat(300)}`],
  ])("answers %s for %j", (reason, text) => {
    expect(parseSetupKey(text)).toEqual({ kind: "rejected", reason })
  })

  it("takes the longest key there is, in groups", () => {
    const secret = new Uint8Array(64).fill(0xa5)
    expect(parseSetupKey(formatSetupKey(secret).groups.join("  "))).toEqual({ kind: "parsed", secret })
  })
})
