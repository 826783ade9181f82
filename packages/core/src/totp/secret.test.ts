import { describe, expect, it } from "vitest"
import { generateTotpSecret, importTotpSecret } from "./secret.js"

const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => at)
const invalid = expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "secret" })

describe("generateTotpSecret", () => {
  it("gives 160 random bits, and ten thousand secrets are all different", () => {
    const secrets = new Set(Array.from({ length: 10_000 }, () => Buffer.from(generateTotpSecret()).toString("hex")))
    expect(secrets.size).toBe(10_000)
    for (const secret of secrets) expect(secret).toHaveLength(40)
  })

  it("comes from the source it is given, and refuses one that gives too few bytes", () => {
    expect(generateTotpSecret({ bytes })).toEqual(bytes(20))
    expect(() => generateTotpSecret({ bytes: () => bytes(19) })).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION" }),
    )
  })
})

describe("importTotpSecret", () => {
  it.each([16, 20, 64])("takes %i bytes", (length) => {
    expect(importTotpSecret(bytes(length))).toEqual(bytes(length))
  })

  it.each([0, 9, 15, 65])("refuses %i bytes", (length) => {
    expect(() => importTotpSecret(bytes(length))).toThrow(invalid)
  })

  it("takes 10 to 15 bytes only at the caller's own risk, and fewer never", () => {
    const options = { dangerouslyAllowShortSecret: true }
    expect(importTotpSecret(bytes(10), options)).toEqual(bytes(10))
    expect(() => importTotpSecret(bytes(9), options)).toThrow(invalid)
    expect(() => importTotpSecret(bytes(10), { dangerouslyAllowShortSecret: false })).toThrow(invalid)
    expect(() => importTotpSecret(bytes(65), options)).toThrow(invalid)
  })

  it("gives a copy, so that wiping the original does not change the secret", () => {
    const original = bytes(20)
    const imported = importTotpSecret(original)
    original.fill(0)
    expect(imported).toEqual(bytes(20))
  })

  it("refuses what is no byte string", () => {
    expect(() => importTotpSecret("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" as unknown as Uint8Array)).toThrow(invalid)
  })
})
