import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { totpParameters } from "../../test/arbitraries.js"
import { AUTHENTICATOR_APPS, appWarnings } from "./authenticator-apps.js"
import { TOTP_DEFAULTS } from "./parameters.js"

describe("appWarnings", () => {
  it("has nothing to say about the defaults, which every app honours", () => {
    expect(appWarnings(TOTP_DEFAULTS)).toEqual([])
  })

  it("names each parameter that some app does not honour", () => {
    expect(appWarnings({ ...TOTP_DEFAULTS, digits: 9 })).toEqual(["digits-not-universal"])
    expect(appWarnings({ ...TOTP_DEFAULTS, periodSeconds: 60 })).toEqual(["period-not-universal"])
    expect(appWarnings({ ...TOTP_DEFAULTS, algorithm: "SHA-256" })).toEqual(["algorithm-not-universal"])
    expect(appWarnings({ digits: 8, periodSeconds: 60, algorithm: "SHA-512" })).toHaveLength(3)
  })

  it("warns of every set but the defaults, and some app of the table honours each", () => {
    fc.assert(
      fc.property(totpParameters, (parameters) => {
        const isDefault = JSON.stringify({ ...TOTP_DEFAULTS, ...parameters }) === JSON.stringify(TOTP_DEFAULTS)
        expect(appWarnings(parameters).length === 0).toBe(isDefault)
        const honouring = AUTHENTICATOR_APPS.filter(
          (app) =>
            app.digits.includes(parameters.digits) &&
            app.periodSeconds.includes(parameters.periodSeconds) &&
            app.algorithms.includes(parameters.algorithm),
        )
        expect(honouring.map((app) => app.name)).toContain("Aegis")
      }),
    )
  })
})
