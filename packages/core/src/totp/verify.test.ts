import { describe, expect, it } from "vitest"
import { RFC_4226_CODES, RFC_4226_SECRET as secret } from "../../test/vectors.js"
import { codeOfStep, generateTotp } from "./generate.js"
import { TOTP_DEFAULTS } from "./parameters.js"
import { type VerifyTotpInput, verifyTotp } from "./verify.js"

/** A moment in step 5. */
const at = 5 * 30_000 + 12_345
const code = (step: number) => RFC_4226_CODES[step] as string
const mismatch = { kind: "rejected", reason: "mismatch" }
const replayed = { kind: "rejected", reason: "replayed" }
const malformed = { kind: "rejected", reason: "malformed" }

describe("verifyTotp", () => {
  it("accepts the present code and those one step off, and tells the step and the drift", () => {
    expect(verifyTotp({ secret, code: code(5), at })).toEqual({ kind: "accepted", step: 5, drift: 0 })
    expect(verifyTotp({ secret, code: code(4), at })).toEqual({ kind: "accepted", step: 4, drift: -1 })
    expect(verifyTotp({ secret, code: code(6), at })).toEqual({ kind: "accepted", step: 6, drift: 1 })
  })

  it.each([0, 1, 2] as const)("accepts exactly the steps within a tolerance of %i", (toleranceSteps) => {
    for (let step = 0; step < 10; step++) {
      const result = verifyTotp({ secret, code: code(step), at, toleranceSteps })
      expect(result.kind).toBe(Math.abs(step - 5) <= toleranceSteps ? "accepted" : "rejected")
    }
  })

  it("rejects a wrong code", () => {
    expect(verifyTotp({ secret, code: "000000", at })).toEqual(mismatch)
  })

  it("accepts a code once: at its step, and at every earlier one of the window, it is replayed", () => {
    expect(verifyTotp({ secret, code: code(5), at, lastUsedStep: 5 })).toEqual(replayed)
    expect(verifyTotp({ secret, code: code(4), at, lastUsedStep: 5 })).toEqual(replayed)
    expect(verifyTotp({ secret, code: code(6), at, lastUsedStep: 5 })).toMatchObject({ kind: "accepted", step: 6 })
    expect(verifyTotp({ secret, code: code(4), at, lastUsedStep: 4 })).toEqual(replayed)
    expect(verifyTotp({ secret, code: code(5), at, lastUsedStep: 4 })).toMatchObject({ kind: "accepted", step: 5 })
  })

  it("replays nothing after the server's clock was set back", () => {
    expect(verifyTotp({ secret, code: code(5), at, lastUsedStep: 1_000 })).toEqual(replayed)
    expect(verifyTotp({ secret, code: "000000", at, lastUsedStep: 1_000 })).toEqual(mismatch)
  })

  it("accepts step 0 when no step was used, whether that is said by null or by leaving it out", () => {
    expect(verifyTotp({ secret, code: code(0), at: 0 })).toMatchObject({ kind: "accepted", step: 0 })
    expect(verifyTotp({ secret, code: code(0), at: 0, lastUsedStep: null })).toMatchObject({
      kind: "accepted",
      step: 0,
    })
    expect(verifyTotp({ secret, code: code(0), at: 0, lastUsedStep: 0 })).toEqual(replayed)
  })

  it("counts a code that two steps share for the later one, so that it cannot be used again for that", () => {
    // Found by search: one pair of neighbouring steps in a million has one code.
    const [earlier, later, shared] = [910_737, 910_738, "911617"]
    expect(codeOfStep(secret, earlier, TOTP_DEFAULTS)).toBe(shared)
    expect(codeOfStep(secret, later, TOTP_DEFAULTS)).toBe(shared)
    const result = verifyTotp({ secret, code: shared, at: earlier * 30_000 })
    expect(result).toEqual({ kind: "accepted", step: later, drift: 1 })
    for (const step of [earlier, later]) {
      expect(verifyTotp({ secret, code: shared, at: step * 30_000, lastUsedStep: later })).toEqual(replayed)
    }
  })

  it("hints at a clock that is off by up to ten steps beyond the window, and does not accept the code", () => {
    const far = 1_000
    const now = far * 30_000
    const hint = (skew: number, toleranceSteps: 0 | 1 | 2 = 1) =>
      verifyTotp({
        secret,
        code: codeOfStep(secret, far + skew, TOTP_DEFAULTS),
        at: now,
        toleranceSteps,
        findClockSkew: true,
      })
    for (const skew of [-11, -7, -2, 2, 7, 11]) expect(hint(skew)).toEqual({ ...mismatch, clockSkewSteps: skew })
    expect(hint(12)).toEqual(mismatch)
    expect(hint(-12)).toEqual(mismatch)
    expect(hint(12, 2)).toEqual({ ...mismatch, clockSkewSteps: 12 })
    expect(hint(1, 0)).toEqual({ ...mismatch, clockSkewSteps: 1 })
  })

  it("gives no hint for a code that is old and not early: one whose step was used", () => {
    const old = { secret, code: code(2), at, findClockSkew: true }
    expect(verifyTotp({ ...old, lastUsedStep: 2 })).toEqual(mismatch)
    expect(verifyTotp({ ...old, lastUsedStep: 1 })).toEqual({ ...mismatch, clockSkewSteps: -3 })
  })

  it("gives no hint unless it is asked for one", () => {
    expect(verifyTotp({ secret, code: code(2), at, lastUsedStep: 1 })).toEqual(mismatch)
  })

  it("has no steps before 1970", () => {
    expect(verifyTotp({ secret, code: "000000", at: 0, toleranceSteps: 2 })).toEqual(mismatch)
  })

  it.each([
    ["too short", "75522"],
    ["too long", "7552240"],
    ["of another profile", "007552240"],
    ["letters", "75522a"],
    ["empty", ""],
    ["a number", 755224],
    ["nothing", undefined],
    ["null", null],
    ["a list", ["254676"]],
    ["an object", { toString: () => "254676" }],
  ])("answers what is %s with malformed", (_, typed) => {
    expect(verifyTotp({ secret, code: typed, at })).toEqual(malformed)
  })

  it("accepts a code of nine digits, and its last six digits only from a profile of six", () => {
    const nine = generateTotp({ secret, at, parameters: { digits: 9 } })
    expect(verifyTotp({ secret, code: nine, at, parameters: { digits: 9 } })).toMatchObject({ kind: "accepted" })
    expect(verifyTotp({ secret, code: nine.slice(3), at, parameters: { digits: 9 } })).toEqual(malformed)
    expect(verifyTotp({ secret, code: nine.slice(3), at })).toMatchObject({ kind: "accepted" })
  })

  it.each([
    ["a secret that is too short", { secret: new Uint8Array(9) }, "ERR_INVALID_INPUT", "secret"],
    ["no moment", { at: Number.NaN }, "ERR_INVALID_INPUT", "at"],
    ["a last step that a driver gave as text", { lastUsedStep: "5" }, "ERR_INVALID_INPUT", "lastUsedStep"],
    ["a last step that is no number", { lastUsedStep: Number.NaN }, "ERR_INVALID_INPUT", "lastUsedStep"],
    ["a tolerance above two steps", { toleranceSteps: 3 }, "ERR_CONFIGURATION", "toleranceSteps"],
    ["a negative tolerance", { toleranceSteps: -1 }, "ERR_CONFIGURATION", "toleranceSteps"],
    ["parameters that do not exist", { parameters: { digits: 5 } }, "ERR_CONFIGURATION", "digits"],
  ])("throws for %s, even if the code is malformed", (_, wrong, errorCode, field) => {
    const input = { secret, code: "?", at, ...wrong } as VerifyTotpInput
    expect(() => verifyTotp(input)).toThrow(expect.objectContaining({ code: errorCode, field }))
  })
})
