import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput, totpParameters, totpSecret } from "../../test/arbitraries.js"
import { buildOtpauthUri, type OtpauthUriInput } from "./build-otpauth-uri.js"
import { isOtpauthName } from "./otpauth-name.js"
import { TOTP_DEFAULTS } from "./parameters.js"
import { parseOtpauthUri } from "./parse-otpauth-uri.js"

const secret = new TextEncoder().encode("12345678901234567890")
const KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter(isOtpauthName)

describe("buildOtpauthUri", () => {
  it("names the issuer twice and leaves out defaults", () => {
    expect(buildOtpauthUri({ issuer: "Acme Support", label: "ann@acme.example", secret })).toBe(
      `otpauth://totp/Acme%20Support:ann%40acme.example?secret=${KEY}&issuer=Acme%20Support`,
    )
  })

  it("states what differs from the defaults", () => {
    const parameters = { digits: 9, periodSeconds: 60, algorithm: "SHA-512" } as const
    expect(buildOtpauthUri({ issuer: "A", label: "b", secret, parameters })).toBe(
      `otpauth://totp/A:b?secret=${KEY}&issuer=A&algorithm=SHA512&digits=9&period=60`,
    )
  })

  it("contains nothing that needs encoding", () => {
    fc.assert(
      fc.property(name, name, totpParameters, (issuer, label, parameters) => {
        const uri = buildOtpauthUri({ issuer, label, secret, parameters })
        expect(uri).toMatch(
          /^otpauth:\/\/totp\/[A-Za-z0-9%!'()*._~-]+:[A-Za-z0-9%!'()*._~-]+\?[A-Za-z0-9%!'()*._~&=-]+$/,
        )
        expect(new URL(uri).href).toBe(uri)
      }),
    )
  })

  const fields = ["issuer", "label"] as const
  const refused = [
    ["empty", ""],
    ["with a colon", "Acme:EU"],
    ["with a line feed", "Acme\nEU"],
    ["with a NUL", "Acme\u0000"],
    ["with an override of direction", "Acme\u202Eevil"],
    ["with a direction mark", "Acme\u200F"],
    ["with a line separator", "Acme\u2028EU"],
    ["with half a surrogate pair", "Acme\uD83D"],
    ["with a space before", " Acme"],
    ["with a space after", "Acme "],
    ["too long", "a".repeat(257)],
    ["no text", 7 as unknown as string],
  ] as const
  it.each(fields.flatMap((field) => refused.map(([what, value]) => ({ field, what, value }))))(
    "refuses an $field that is $what",
    ({ field, value }) => {
      const input: OtpauthUriInput = { issuer: "Acme", label: "ann", secret, [field]: value }
      expect(() => buildOtpauthUri(input)).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field }))
    },
  )

  it("refuses a secret that could not have been imported", () => {
    expect(() => buildOtpauthUri({ issuer: "A", label: "b", secret: new Uint8Array(9) })).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "secret" }),
    )
  })
})

describe("parseOtpauthUri", () => {
  it("reads back whatever was built", () => {
    fc.assert(
      fc.property(name, name, totpSecret, totpParameters, (issuer, label, key, parameters) => {
        const uri = buildOtpauthUri({ issuer, label, secret: key, parameters })
        expect(parseOtpauthUri(uri)).toEqual({ kind: "parsed", issuer, label, secret: key, parameters })
      }),
      { numRuns: 500 },
    )
  })

  it("reads back the longest names, in a script that needs nine characters for each", () => {
    const input = { issuer: "研".repeat(256), label: "究".repeat(256), secret: new Uint8Array(64) }
    expect(parseOtpauthUri(buildOtpauthUri(input))).toMatchObject({ kind: "parsed", ...input })
  })

  it("builds again what it read, for any URI that it accepts with an issuer", () => {
    const part = fc.string({ unit: fc.constantFrom(..."aB1 %4:@&=?#+é/"), maxLength: 8 })
    const uri = fc
      .tuple(part, part, fc.constantFrom("", "&digits=7", "&period=60", "&algorithm=sha-256"), part)
      .map(([label, issuer, extra, rest]) => `otpauth://totp/${label}?secret=${KEY}&issuer=${issuer}${extra}&x=${rest}`)
    fc.assert(
      fc.property(uri, (text) => {
        const read = parseOtpauthUri(text)
        if (read.kind === "rejected" || read.issuer === null) return
        const again = buildOtpauthUri({ ...read, issuer: read.issuer })
        expect(parseOtpauthUri(again)).toEqual(read)
      }),
      { numRuns: 2_000 },
    )
  })

  it("answers anything whatever with a value", () => {
    const almost = fc.string({ unit: "binary", maxLength: 40 }).map((text) => `otpauth://totp/${text}?${text}`)
    fc.assert(
      fc.property(fc.oneof(anyInput, almost), (input) => {
        expect(["parsed", "rejected"]).toContain(parseOtpauthUri(input).kind)
      }),
      { numRuns: 1_000 },
    )
  })

  const parsed = { kind: "parsed", issuer: "Acme", label: "ann", secret, parameters: TOTP_DEFAULTS }
  it.each([
    ["the plain form", `otpauth://totp/Acme:ann?secret=${KEY}&issuer=Acme`, parsed],
    ["an encoded colon", `otpauth://totp/Acme%3Aann?secret=${KEY}&issuer=Acme`, parsed],
    ["a space after the colon", `otpauth://totp/Acme:%20ann?secret=${KEY}`, parsed],
    ["no issuer before the label", `otpauth://totp/ann?secret=${KEY}&issuer=Acme`, parsed],
    ["no issuer at all", `otpauth://totp/ann?secret=${KEY}`, { ...parsed, issuer: null }],
    ["any case", `OTPAUTH://TOTP/Acme:ann?SECRET=${KEY.toLowerCase()}&Issuer=Acme`, parsed],
    ["padding", `otpauth://totp/Acme:ann?secret=${KEY}%3D%3D`, parsed],
    ["parameters that it does not know", `otpauth://totp/Acme:ann?secret=${KEY}&image=x&image=y&flag`, parsed],
    ["defaults that are stated", `otpauth://totp/Acme:ann?secret=${KEY}&algorithm=SHA1&digits=6&period=30`, parsed],
    [
      "a form's plus for a space",
      `otpauth://totp/A%20B:c?secret=${KEY}&issuer=A+B`,
      { ...parsed, issuer: "A B", label: "c" },
    ],
  ])("accepts %s", (_, uri, expected) => {
    expect(parseOtpauthUri(uri)).toEqual(expected)
  })

  it.each([
    ["malformed", 7],
    ["malformed", ""],
    ["malformed", "https://totp/Acme:ann?secret=A"],
    ["malformed", `otpauth://totp/Acme:ann`],
    ["malformed", `otpauth://totp?secret=${KEY}`],
    ["malformed", `otpauth://totp/Acme:ann?secret=${KEY}#x`],
    ["malformed", `otpauth://totp/%E0%A4:ann?secret=${KEY}`],
    ["malformed", `otpauth://totp/Acme:ann?secret=${KEY}&issuer=%`],
    ["malformed", `otpauth://totp/Acme:ann?secret=${KEY}&secret=${KEY}`],
    ["malformed", `otpauth://totp/Acme:ann?secret=${KEY}&x=${"y".repeat(8_192)}`],
    ["not-totp", `otpauth://hotp/Acme:ann?secret=${KEY}&counter=1`],
    ["label", `otpauth://totp/?secret=${KEY}`],
    ["label", `otpauth://totp/Acme:?secret=${KEY}`],
    ["label", `otpauth://totp/Acme:EU:ann?secret=${KEY}`],
    ["label", `otpauth://totp/Acme:ann%0A%00x?secret=${KEY}`],
    ["issuer", `otpauth://totp/Acme:ann?secret=${KEY}&issuer=Evil`],
    ["issuer", `otpauth://totp/:ann?secret=${KEY}`],
    ["issuer", `otpauth://totp/ann?secret=${KEY}&issuer=`],
    ["issuer", `otpauth://totp/ann?secret=${KEY}&issuer=A%3AB`],
    ["secret", "otpauth://totp/Acme:ann?issuer=Acme"],
    ["secret", "otpauth://totp/Acme:ann?secret="],
    ["secret", "otpauth://totp/Acme:ann?secret=GEZDGNBV"],
    ["parameters", `otpauth://totp/Acme:ann?secret=${KEY}&digits=5`],
    ["parameters", `otpauth://totp/Acme:ann?secret=${KEY}&digits=10`],
    ["parameters", `otpauth://totp/Acme:ann?secret=${KEY}&digits=06`],
    ["parameters", `otpauth://totp/Acme:ann?secret=${KEY}&digits=`],
    ["parameters", `otpauth://totp/Acme:ann?secret=${KEY}&period=45`],
    ["parameters", `otpauth://totp/Acme:ann?secret=${KEY}&algorithm=MD5`],
  ])("answers %s for %s", (reason, uri) => {
    expect(parseOtpauthUri(uri)).toEqual({ kind: "rejected", reason })
  })
})
