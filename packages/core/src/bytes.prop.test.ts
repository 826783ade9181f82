import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { constantTimeEqual, fromBase64url, fromUtf8, lengthPrefixed, toBase64url, utf8 } from "./bytes.js"

const invalid = expect.objectContaining({ code: "ERR_INVALID_INPUT" })

describe("base64url", () => {
  it("reads back what it wrote, as Node's own encoder writes it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString("base64url"))
        expect(fromBase64url(text)).toEqual(bytes)
      }),
    )
  })

  it("accepts one text for a byte string: whatever it reads, it writes the same", () => {
    const almost = fc.string({ unit: fc.constantFrom(..."AQgw_-=+/ \nZ9é"), maxLength: 12 })
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: "binary" })), (text) => {
        try {
          expect(toBase64url(fromBase64url(text))).toBe(text)
        } catch (error) {
          expect(error).toEqual(invalid)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(["A", "AB", "AA==", "AA=", "A A", "+/8", "AAAAA", "ÀAA"])("refuses %j", (text) => {
    expect(() => fromBase64url(text)).toThrow(invalid)
  })

  it("does not repeat the text in the error", () => {
    expect(() => fromBase64url("s3cr3t!")).toThrow(expect.not.stringContaining("s3cr3t"))
  })
})

describe("utf8", () => {
  it("reads back what it wrote, a leading byte order mark included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text)
      }),
    )
    expect(fromUtf8(utf8("\uFEFFa"))).toBe("\uFEFFa")
  })

  it("refuses half a surrogate pair, since all of them would become one character", () => {
    expect(() => utf8("a\uD800")).toThrow(invalid)
    expect(() => utf8("\uDC00b")).toThrow(invalid)
    expect(utf8("\u{1F512}")).toHaveLength(4)
  })

  it("does not decode bytes that are no UTF-8", () => {
    expect(() => fromUtf8(Uint8Array.of(0xff))).toThrow(TypeError)
  })
})

describe("lengthPrefixed", () => {
  it("gives different bytes for different lists", () => {
    const list = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 })
    fc.assert(
      fc.property(list, list, (a, b) => {
        const same = a.length === b.length && a.every((part, at) => part === b[at])
        expect(constantTimeEqual(lengthPrefixed(a), lengthPrefixed(b))).toBe(same)
      }),
    )
    expect(lengthPrefixed(["t", "1u1"])).not.toEqual(lengthPrefixed(["t1", "u1"]))
  })

  it("counts bytes and not characters", () => {
    expect(lengthPrefixed(["é", Uint8Array.of(7)])).toEqual(Uint8Array.of(0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 1, 7))
  })
})

describe("constantTimeEqual", () => {
  it("agrees with a plain comparison", () => {
    const bytes = fc.uint8Array({ max: 1, maxLength: 5 })
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(constantTimeEqual(a, b)).toBe(Buffer.from(a).equals(b))
      }),
    )
    expect(constantTimeEqual(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false)
    expect(constantTimeEqual(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(false)
  })
})
