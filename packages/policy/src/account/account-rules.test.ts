import { describe, expect, it } from "vitest"
import { newAccountRules } from "./account-rules.js"
import { defaultAccountSettings } from "./account-settings.js"

describe("newAccountRules", () => {
  it("has two-factor off and never on before, frequent updates and the default settings", () => {
    expect(newAccountRules()).toEqual({
      settings: {
        timeZone: "UTC",
        replacement: { rule: "authenticator-or-recovery-code" },
        afterEnrollment: "signed-in",
        readiness: "require",
        unknownBuild: "block",
        maxDrainHours: null,
        requireEnrolledAdmin: false,
      },
      updates: { mode: "frequent" },
      twoFactor: { kind: "off" },
      enablements: 0,
      lastForcedLogoutAt: null,
    })
  })

  it("takes the host's defaults over its own", () => {
    const { settings } = newAccountRules({ timeZone: "Europe/Berlin", readiness: "warn" })
    expect(settings).toEqual({ ...defaultAccountSettings, timeZone: "Europe/Berlin", readiness: "warn" })
  })
})
