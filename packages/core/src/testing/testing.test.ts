import { describe, expect, it } from "vitest"
import { buildOtpauthUri } from "../totp/build-otpauth-uri.js"
import { verifyTotp } from "../totp/verify.js"
import { authenticator, fakeClock } from "./index.js"

describe("fakeClock", () => {
  it("stands still until it is moved, and says that it is not real time", () => {
    const clock = fakeClock("2026-11-24T09:00:00Z")
    expect(clock.simulated).toBe(true)
    expect(clock.now()).toBe(Date.UTC(2026, 10, 24, 9))
    expect(clock.now()).toBe(Date.UTC(2026, 10, 24, 9))
  })

  it("begins at the same moment in every run unless told otherwise", () => {
    expect(fakeClock().now()).toBe(Date.UTC(2026, 0, 5, 9))
    expect(fakeClock(5).now()).toBe(5)
  })

  it("moves on by a span, and to any moment", () => {
    const clock = fakeClock(0)
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4 })
    expect(clock.now()).toBe((((24 + 2) * 60 + 3) * 60 + 4) * 1000)
    clock.advance({ seconds: 1 })
    clock.advance({})
    expect(clock.now()).toBe(93_785_000)
    clock.set("2026-12-03T23:59:59.999+01:00")
    expect(clock.now()).toBe(Date.UTC(2026, 11, 3, 22, 59, 59, 999))
    clock.set(7)
    expect(clock.now()).toBe(7)
  })

  it.each(["2026-11-24T09:00:00", "2026-11-24", "tomorrow", "", "99999-01-01T00:00:00Z", Number.NaN])(
    "refuses %j, and stays where it was",
    (at) => {
      const invalid = expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "at" })
      expect(() => fakeClock(at)).toThrow(invalid)
      const clock = fakeClock(5)
      expect(() => clock.set(at)).toThrow(invalid)
      expect(clock.now()).toBe(5)
    },
  )
})

describe("authenticator", () => {
  const secret = new TextEncoder().encode("12345678901234567890")
  const parameters = { digits: 9, periodSeconds: 60, algorithm: "SHA-256" } as const
  const uri = buildOtpauthUri({ issuer: "Acme", label: "ann", secret, parameters })

  it("shows the code of its clock, and the next one", () => {
    const clock = fakeClock()
    const app = authenticator(uri, clock)
    const [present, next] = [app.code(), app.nextCode()]
    const at = clock.now()
    expect(verifyTotp({ secret, parameters, at, code: present })).toMatchObject({ kind: "accepted", drift: 0 })
    expect(verifyTotp({ secret, parameters, at, code: next })).toMatchObject({ kind: "accepted", drift: 1 })
    clock.advance({ minutes: 1 })
    expect(app.code()).toBe(next)
  })

  it("goes by this machine's clock unless it is given one", () => {
    const code = authenticator(uri).code()
    expect(verifyTotp({ secret, parameters, at: Date.now(), code })).toMatchObject({ kind: "accepted" })
  })

  it("refuses a URI that it cannot read, without repeating it", () => {
    const wrong = "otpauth://totp/Acme:ann?secret=SHORTSECRET"
    expect(() => authenticator(wrong)).toThrow(
      expect.objectContaining({
        code: "ERR_INVALID_INPUT",
        field: "otpauthUri",
        message: "The otpauth URI cannot be read: secret.",
      }),
    )
  })
})
