import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput, spelled } from "../../test/arbitraries.js"
import { ephemeralKeys, staticKeyring } from "../keys/keyring.js"
import { type RandomSource, systemRandom } from "../random.js"
import { digestEmailCode, type EmailCodeBinding, generateEmailCode, verifyEmailCode } from "./email-code.js"

const keys = ephemeralKeys()
const binding: EmailCodeBinding = { accountId: "acme", userId: "ann", ticketId: "t1", address: "ann@acme.example" }

/** A source that gives the same numbers in a row. */
function numbers(...draws: readonly number[]): RandomSource {
  let at = 0
  return {
    bytes(length) {
      const bytes = new Uint8Array(length)
      new DataView(bytes.buffer).setUint32(0, draws[at++ % draws.length] as number)
      return bytes
    },
  }
}

describe("generateEmailCode", () => {
  it.each([6, 7, 8] as const)("gives %i digits, leading zeros included", (digits) => {
    expect(generateEmailCode({ digits, random: numbers(42) })).toBe("42".padStart(digits, "0"))
    expect(generateEmailCode({ digits, random: systemRandom })).toMatch(new RegExp(`^[0-9]{${digits}}$`))
  })

  it("draws again where the last numbers would favour low codes", () => {
    const complete = Math.floor(2 ** 32 / 1e6) * 1e6
    expect(generateEmailCode({ digits: 6, random: numbers(complete - 1) })).toBe("999999")
    expect(generateEmailCode({ digits: 6, random: numbers(complete, 2 ** 32 - 1, 7) })).toBe("000007")
  })

  it("reads its bytes where they lie, also in a shared buffer", () => {
    const shared = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 9)
    expect(generateEmailCode({ digits: 6, random: { bytes: () => shared.subarray(4) } })).toBe("000009")
  })

  it("is uniform over the whole range, by chi-squared over a million codes", () => {
    const bins = new Array<number>(1_000).fill(0)
    const draws = 1_000_000
    const pool = systemRandom.bytes(4 * draws * 2)
    let used = 0
    const random: RandomSource = {
      bytes(length) {
        used += length
        return pool.subarray(used - length, used)
      },
    }
    for (let draw = 0; draw < draws; draw++) {
      const bin = Math.floor(Number(generateEmailCode({ digits: 6, random })) / 1_000)
      bins[bin] = (bins[bin] as number) + 1
    }
    const expected = draws / bins.length
    const chiSquared = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 999 degrees of freedom: mean 999, standard deviation 44.7; six of them either way never happen by chance.
    expect(chiSquared).toBeGreaterThan(999 - 6 * 44.7)
    expect(chiSquared).toBeLessThan(999 + 6 * 44.7)
  })

  it.each([5, 9, 0, Number.NaN])("refuses %s digits", (digits) => {
    expect(() => generateEmailCode({ digits: digits as 6, random: systemRandom })).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field: "digits" }),
    )
  })
})

describe("verifyEmailCode", () => {
  it("matches the code that was digested, in any spelling", async () => {
    const stored = await digestEmailCode({ keys, binding, code: "000042" })
    await fc.assert(
      fc.asyncProperty(spelled("000042"), async (code) => {
        expect(await verifyEmailCode({ keys, binding, code, stored })).toEqual({ kind: "match" })
      }),
    )
  })

  it("does not match another code, a shorter or a longer one", async () => {
    const stored = await digestEmailCode({ keys, binding, code: "000042" })
    for (const code of ["000043", "42", "00042", "0000042", "00000042", ""]) {
      expect(await verifyEmailCode({ keys, binding, code, stored })).toEqual({ kind: "mismatch" })
    }
  })

  it.each(Object.keys(binding) as (keyof EmailCodeBinding)[])("does not match under another %s", async (field) => {
    const stored = await digestEmailCode({ keys, binding, code: "123456" })
    const other = { ...binding, [field]: `${binding[field]}x` }
    expect(await verifyEmailCode({ keys, binding: other, code: "123456", stored })).toEqual({ kind: "mismatch" })
  })

  it("answers anything whatever with a value", async () => {
    const stored = await digestEmailCode({ keys, binding, code: "123456" })
    await fc.assert(
      fc.asyncProperty(anyInput, async (code) => {
        const result = await verifyEmailCode({ keys, binding, code: code as string, stored })
        expect(["match", "mismatch"]).toContain(result.kind)
      }),
    )
  })

  it("matches under a pepper that was retired to checking, while new digests use the active one", async () => {
    const first = Buffer.from(systemRandom.bytes(32)).toString("base64")
    const second = Buffer.from(systemRandom.bytes(32)).toString("base64")
    const before = staticKeyring({ active: "a", keys: { a: first } })
    const after = staticKeyring({ active: "b", keys: { a: first, b: second } })
    const stored = await digestEmailCode({ keys: before, binding, code: "123456" })
    expect(await verifyEmailCode({ keys: after, binding, code: "123456", stored })).toEqual({ kind: "match" })
    expect((await digestEmailCode({ keys: after, binding, code: "123456" })).keyId).toBe("b")
  })
})

describe("digestEmailCode", () => {
  it("gives a guesser without the pepper nothing: another pepper gives another digest", async () => {
    const [one, other] = await Promise.all(
      [ephemeralKeys(), ephemeralKeys()].map((mine) => digestEmailCode({ keys: mine, binding, code: "123456" })),
    )
    expect(one?.digest).not.toBe(other?.digest)
    expect(one?.digest).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it.each(["12345", "123456789", "12345a", ""])("refuses %j, which is no code", async (code) => {
    await expect(digestEmailCode({ keys, binding, code })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "code",
    })
  })
})
