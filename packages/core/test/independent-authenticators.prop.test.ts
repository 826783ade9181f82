import fc from "fast-check"
import { Secret, TOTP, URI } from "otpauth"
import { generateSync, verifySync } from "otplib"
import { describe, expect, it } from "vitest"
import { buildOtpauthUri, generateTotp, type TotpParameters, verifyTotp } from "../src/index.js"
import { instant, totpParameters, totpSecret } from "./arbitraries.js"

/** Two libraries that share no code with ours beyond the truncation that we take from otplib. */

const otplibNames = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512" } as const

const exactBuffer = (secret: Uint8Array) => Uint8Array.from(secret).buffer

function otpauthCode(secret: Uint8Array, at: number, parameters: TotpParameters): string {
  const { digits, periodSeconds: period, algorithm } = parameters
  const buffer = exactBuffer(secret)
  return new TOTP({ secret: new Secret({ buffer }), digits, period, algorithm }).generate({ timestamp: at })
}

describe("generateTotp", () => {
  it("agrees with the library otpauth for all parameters, nine digits included", () => {
    fc.assert(
      fc.property(totpSecret, instant, totpParameters, (secret, at, parameters) => {
        expect(generateTotp({ secret, at, parameters })).toBe(otpauthCode(secret, at, parameters))
      }),
      { numRuns: 1_000 },
    )
  })

  it("agrees with otplib for all parameters, nine digits included", () => {
    const secretOfOtplib = fc.uint8Array({ minLength: 16, maxLength: 64 })
    fc.assert(
      fc.property(secretOfOtplib, instant, totpParameters, (secret, at, parameters) => {
        const token = generateSync({
          secret,
          epoch: Math.floor(at / 1000),
          digits: parameters.digits,
          period: parameters.periodSeconds,
          algorithm: otplibNames[parameters.algorithm],
        })
        expect(generateTotp({ secret, at, parameters })).toBe(token)
      }),
      { numRuns: 500 },
    )
  })
})

describe("verifyTotp", () => {
  it("accepts what otplib accepts with a tolerance of one step, and nothing else", () => {
    const shift = fc.integer({ min: -3, max: 3 })
    const secretOfOtplib = fc.uint8Array({ minLength: 16, maxLength: 64 })
    const later = instant.filter((at) => at > 3_600_000)
    fc.assert(
      fc.property(secretOfOtplib, later, totpParameters, shift, (secret, at, parameters, steps) => {
        const period = parameters.periodSeconds
        const code = otpauthCode(secret, at + steps * period * 1000, parameters)
        const theirs = verifySync({
          secret,
          token: code,
          epoch: Math.floor(at / 1000),
          digits: parameters.digits,
          period,
          algorithm: otplibNames[parameters.algorithm],
          epochTolerance: period,
        })
        const ours = verifyTotp({ secret, code, at, parameters })
        expect(ours.kind === "accepted").toBe(theirs.valid)
      }),
      { numRuns: 500 },
    )
  })
})

describe("buildOtpauthUri", () => {
  it("is read by the library otpauth as it was meant", () => {
    const name = fc.string({ unit: fc.constantFrom(..."aZ09 @.+&=?#%/é中-_~'\""), minLength: 1, maxLength: 40 })
    const trimmed = name.filter((text) => text === text.trim() && text !== "")
    fc.assert(
      fc.property(trimmed, trimmed, totpSecret, totpParameters, (issuer, label, secret, parameters) => {
        const read = URI.parse(buildOtpauthUri({ issuer, label, secret, parameters }))
        if (!(read instanceof TOTP)) throw new Error("Not TOTP")
        expect(read).toMatchObject({ issuer, label, digits: parameters.digits, period: parameters.periodSeconds })
        expect(read.algorithm).toBe(parameters.algorithm.replace("-", ""))
        expect(Uint8Array.from(read.secret.bytes)).toEqual(secret)
      }),
    )
  })
})
