import { describe, expect, it } from "vitest"
import { resolveTotpParameters, TOTP_DEFAULTS, type TotpParameters } from "./parameters.js"

describe("resolveTotpParameters", () => {
  it("gives 6 digits, 30 seconds and SHA-1 unless told otherwise", () => {
    expect(TOTP_DEFAULTS).toEqual({ digits: 6, periodSeconds: 30, algorithm: "SHA-1" })
    expect(resolveTotpParameters()).toEqual(TOTP_DEFAULTS)
    expect(resolveTotpParameters({})).toEqual(TOTP_DEFAULTS)
    expect(resolveTotpParameters({ digits: 9 })).toEqual({ ...TOTP_DEFAULTS, digits: 9 })
  })

  it("has defaults that nobody can change", () => {
    expect(Object.isFrozen(TOTP_DEFAULTS)).toBe(true)
  })

  it.each([
    ["digits", 5],
    ["digits", 10],
    ["digits", "6"],
    ["digits", Number.NaN],
    ["periodSeconds", 0],
    ["periodSeconds", 29],
    ["periodSeconds", 120],
    ["algorithm", "SHA1"],
    ["algorithm", "MD5"],
  ])("refuses %s %j", (field, value) => {
    const parameters = { [field]: value } as Partial<TotpParameters>
    expect(() => resolveTotpParameters(parameters)).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field }),
    )
  })
})
