import { describe, expect, it } from "vitest"
import { RFC_4226_CODES, RFC_4226_SECRET, RFC_6238_SECRETS, RFC_6238_VECTORS } from "../../test/vectors.js"
import { generateTotp, totpStep } from "./generate.js"

describe("generateTotp", () => {
  it.each(RFC_4226_CODES.map((code, counter) => ({ code, counter })))(
    "gives $code at step $counter (RFC 4226, appendix D)",
    ({ code, counter }) => {
      expect(generateTotp({ secret: RFC_4226_SECRET, at: counter * 30_000 })).toBe(code)
    },
  )

  const algorithms = ["SHA-1", "SHA-256", "SHA-512"] as const
  const vectors = RFC_6238_VECTORS.flatMap(({ seconds, codes }) =>
    algorithms.map((algorithm) => ({ seconds, algorithm, code: codes[algorithm] })),
  )
  it("has all 18 vectors of RFC 6238", () => {
    expect(vectors).toHaveLength(18)
  })
  it.each(vectors)(
    "gives $code at $seconds s with $algorithm (RFC 6238, appendix B)",
    ({ seconds, algorithm, code }) => {
      const secret = RFC_6238_SECRETS[algorithm]
      expect(generateTotp({ secret, at: seconds * 1000, parameters: { digits: 8, algorithm } })).toBe(code)
    },
  )

  it("changes its code at the first millisecond of a step, and not before", () => {
    const codeAt = (at: number) => generateTotp({ secret: RFC_4226_SECRET, at })
    expect([29_999, 30_000, 59_999, 60_000].map(codeAt)).toEqual(["755224", "287082", "287082", "359152"])
  })

  it.each([9, 65])("refuses a secret of %i bytes", (length) => {
    expect(() => generateTotp({ secret: new Uint8Array(length), at: 0 })).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "secret" }),
    )
  })
})

describe("totpStep", () => {
  it.each(RFC_6238_VECTORS)("is $step at $seconds s (RFC 6238, appendix B)", ({ seconds, step }) => {
    expect(totpStep(seconds * 1000, 30)).toBe(step)
  })

  it("goes beyond 32 bits", () => {
    expect(totpStep(2 ** 33 * 30_000 + 29_999, 30)).toBe(2 ** 33)
    expect(generateTotp({ secret: RFC_4226_SECRET, at: 2 ** 33 * 30_000 })).not.toBe(RFC_4226_CODES[0])
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses the moment %s", (at) => {
    expect(() => totpStep(at, 30)).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "at" }))
  })
})
