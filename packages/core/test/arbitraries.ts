import fc from "fast-check"
import type { SealContext, TotpParameters } from "../src/index.js"

/** Every set of parameters. */
export const totpParameters: fc.Arbitrary<TotpParameters> = fc.record({
  digits: fc.constantFrom(6, 7, 8, 9),
  periodSeconds: fc.constantFrom(30, 60),
  algorithm: fc.constantFrom("SHA-1", "SHA-256", "SHA-512"),
})

/** Secrets of every length that is verified. */
export const totpSecret: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength: 10, maxLength: 64 })

/** Moments from 1970 to the year 2500. */
export const instant: fc.Arbitrary<number> = fc.integer({ min: 0, max: 16_725_225_600_000 })

/** Characters that people's devices put between those of a code. */
export const separator: fc.Arbitrary<string> = fc.constantFrom(
  ..." \t\n\r\u00A0\u2009\u202F\u3000-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFF0D\u00AD",
  ..."\u200B\u200C\u200D\u2060\uFEFF\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFE0F\u180E",
)

/** The zeros of some scripts whose digits people type. */
const zero = fc.constantFrom("0", "\u0660", "\u06F0", "\u0966", "\u09E6", "\u0E50", "\uFF10", "\u{1D7CE}", "\u{1E950}")

/** A numeric code, and one of the ways to type it: any script's digits, anything invisible in between. */
export function spelled(code: string): fc.Arbitrary<string> {
  const piece = fc.tuple(fc.array(separator, { maxLength: 3 }), zero)
  return fc.tuple(...Array.from(code, () => piece), fc.array(separator, { maxLength: 3 })).map((parts) => {
    const after = parts.at(-1) as string[]
    const typed = parts.slice(0, -1).map((part, at) => {
      const [before, zeroOfScript] = part as [string[], string]
      const digit = (zeroOfScript.codePointAt(0) as number) + Number(code[at])
      return before.join("") + String.fromCodePoint(digit)
    })
    return typed.join("") + after.join("")
  })
}

/** What no function for typed text may stumble over. */
export const anyInput: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true }),
  fc.string({ unit: "binary", maxLength: 600 }),
  fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: fc.constantFrom(..."0123456789 -\u200B") }),
)

/** Contexts of sealed records, with awkward ids. */
export const sealContext: fc.Arbitrary<SealContext> = fc.record({
  purpose: fc.constantFrom("totp", "pepper", "ticket", "mail"),
  accountId: fc.string({ unit: "grapheme" }),
  userId: fc.string({ unit: "grapheme" }),
  record: fc.string(),
  generation: fc.nat(),
  parameters: fc.string(),
})
