import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput, spelled } from "../../test/arbitraries.js"
import { canonicalizeCode } from "./canonical-code.js"

const code = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 6, maxLength: 9 })

describe("canonicalizeCode", () => {
  it("reads every spelling of a code the same", () => {
    const pair = code.chain((plain) => fc.tuple(fc.constant(plain), spelled(plain)))
    fc.assert(
      fc.property(pair, ([plain, typed]) => {
        expect(canonicalizeCode(typed)).toBe(plain)
      }),
      { numRuns: 1_000 },
    )
  })

  it("answers anything whatever with text, and does not throw", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(typeof canonicalizeCode(input)).toBe("string")
      }),
      { numRuns: 2_000 },
    )
  })

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (input) => {
        const once = canonicalizeCode(input)
        expect(canonicalizeCode(once)).toBe(once)
      }),
      { numRuns: 2_000 },
    )
  })

  it("knows the value of every decimal digit of Unicode", () => {
    const values = new Map<string, number>()
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint)
      if (!/\p{Decimal_Number}/u.test(character)) continue
      const canonical = canonicalizeCode(character)
      expect(canonical, codePoint.toString(16)).toMatch(/^[0-9]$/)
      values.set(canonical, (values.get(canonical) ?? 0) + 1)
    }
    // Scripts have ten digits each, so each value occurs equally often.
    expect(values.size).toBe(10)
    expect(new Set(values.values()).size).toBe(1)
    expect(canonicalizeCode("٣۳३৩੩૩୩௩౩೩൩๓໓༣၃៣᠓３𝟑")).toBe("3".repeat(19))
  })

  it.each([
    ["123 456", "123456"],
    ["123\u2013456", "123456"],
    ["000042", "000042"],
    ["١٢٣٤٥٦", "123456"],
    ["１２３４５６", "123456"],
    ["12345", "12345"],
    ["12a456", "12a456"],
    ["-1", "1"],
    ["1.5", "1.5"],
    ["\u0000123456", "\u0000123456"],
    ["", ""],
  ])("reads %j as %j", (input, canonical) => {
    expect(canonicalizeCode(input)).toBe(canonical)
  })

  it.each([123456, null, undefined, ["123456"], { toString: () => "123456" }, 123456n, true])(
    "reads %s, which is no text, as nothing",
    (input) => {
      expect(canonicalizeCode(input)).toBe("")
    },
  )

  it("reads text beyond 256 characters as nothing, so that hostile input costs little", () => {
    expect(canonicalizeCode(`${" ".repeat(250)}123456`)).toBe("123456")
    expect(canonicalizeCode(`${" ".repeat(251)}123456`)).toBe("")
    // One character that NFKC expands to eighteen.
    const hostile = "\uFDFA".repeat(5_000_000)
    const begun = performance.now()
    expect(canonicalizeCode(hostile)).toBe("")
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})
