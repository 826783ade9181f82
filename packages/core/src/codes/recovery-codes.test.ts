import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput, separator } from "../../test/arbitraries.js"
import { type RandomSource, systemRandom } from "../random.js"
import { digestRecoveryCode, generateRecoveryCodes, parseRecoveryCode } from "./recovery-codes.js"

const [code] = generateRecoveryCodes({ random: systemRandom, count: 1 }) as [string]
const canonical = code.replaceAll("-", "")

describe("generateRecoveryCodes", () => {
  it("gives ten codes of six groups, all different", () => {
    const codes = generateRecoveryCodes({ random: systemRandom })
    expect(new Set(codes).size).toBe(10)
    for (const each of codes) expect(each).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/)
  })

  it("uses 120 bits: every bit of the source changes the code", () => {
    const bytes = new Uint8Array(15).fill(0xff)
    const codes = new Set<string>()
    for (let bit = 0; bit < 120; bit++) {
      const flipped = Uint8Array.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      for (const each of generateRecoveryCodes({ random: { bytes: () => flipped }, count: 1 })) codes.add(each)
    }
    expect(codes.size).toBe(120)
  })

  it("never gives digits alone: those are drawn again", () => {
    let draws = 0
    const random: RandomSource = { bytes: (length) => new Uint8Array(length).fill(draws++ < 3 ? 0 : 0xff) }
    expect(generateRecoveryCodes({ random, count: 1 })).toEqual(["ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"])
    expect(draws).toBe(4)
  })

  it.each([0, 101, 1.5, Number.NaN])("refuses a count of %s", (count) => {
    expect(() => generateRecoveryCodes({ random: systemRandom, count })).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "count" }),
    )
  })
})

describe("parseRecoveryCode", () => {
  it("reads a code back from how it is shown, from lower case, and with anything in between", () => {
    fc.assert(
      fc.property(fc.array(fc.array(separator, { maxLength: 2 }), { minLength: 24, maxLength: 24 }), (between) => {
        const typed = Array.from(canonical, (character, at) => character + (between[at] as string[]).join("")).join("")
        expect(parseRecoveryCode(typed)).toBe(canonical)
        expect(parseRecoveryCode(typed.toLowerCase())).toBe(canonical)
      }),
    )
    expect(parseRecoveryCode(code)).toBe(canonical)
  })

  it("takes O for 0, and I and L for 1", () => {
    expect(parseRecoveryCode("OoIi LlAA AAAA AAAA AAAA AAAA")).toBe("001111AAAAAAAAAAAAAAAAAA")
  })

  it.each([
    ["too short", "AAAA-AAAA-AAAA-AAAA-AAAA-AAA"],
    ["too long", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAAA"],
    ["with a U, which the alphabet leaves out", "UAAA-AAAA-AAAA-AAAA-AAAA-AAAA"],
    ["with other characters", "AAAA-AAAA-AAAA-AAAA-AAAA-AAA!"],
    ["with a letter that only becomes I in upper case", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAı"],
    ["a numeric code", "123456"],
  ])("refuses what is %s", (_, typed) => {
    expect(parseRecoveryCode(typed)).toBeUndefined()
  })

  it("answers anything whatever with a code or nothing", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(parseRecoveryCode(input) ?? canonical).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/)
      }),
    )
  })
})

describe("digestRecoveryCode", () => {
  it("is SHA-256 over the length-prefixed parts, for every spelling: stored digests must last", () => {
    const hash = createHash("sha256")
    for (const part of ["muster/recovery-code", "acme", "ann", "ABCDEFGHJKMNPQRSTVWXYZ01"]) {
      hash.update(Uint8Array.of(0, 0, 0, part.length)).update(part)
    }
    const digest = hash.digest("base64url")
    for (const spelling of ["ABCD-EFGH-JKMN-PQRS-TVWX-YZ01", " abcd efgh jkmn pqrs tvwx yzo l"]) {
      expect(digestRecoveryCode({ accountId: "acme", userId: "ann", code: spelling })).toBe(digest)
    }
  })

  it("differs between accounts and between users", () => {
    const digests = [
      digestRecoveryCode({ accountId: "a", userId: "bc", code }),
      digestRecoveryCode({ accountId: "ab", userId: "c", code }),
      digestRecoveryCode({ accountId: "a", userId: "b", code }),
    ]
    expect(new Set(digests).size).toBe(3)
  })

  it("refuses what is no code, without repeating it", () => {
    const wrong = "my-secret-code"
    expect(() => digestRecoveryCode({ accountId: "a", userId: "b", code: wrong })).toThrow(
      expect.objectContaining({
        code: "ERR_INVALID_INPUT",
        field: "code",
        message: expect.not.stringContaining(wrong),
      }),
    )
  })
})
