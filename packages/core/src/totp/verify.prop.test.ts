import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput, instant, spelled, totpParameters, totpSecret } from "../../test/arbitraries.js"
import { codeOfStep, generateTotp, totpStep } from "./generate.js"
import { verifyTotp } from "./verify.js"

const toleranceSteps = fc.constantFrom(0 as const, 1 as const, 2 as const)

describe("verifyTotp", () => {
  it("answers anything whatever with a value", () => {
    fc.assert(
      fc.property(anyInput, totpSecret, instant, totpParameters, (code, secret, at, parameters) => {
        const result = verifyTotp({ secret, code, at, parameters })
        expect(["accepted", "rejected"]).toContain(result.kind)
      }),
      { numRuns: 1_000 },
    )
  })

  it("accepts what an app shows, in every spelling, and then never again in any", () => {
    const shown = fc
      .record({ secret: totpSecret, at: instant, parameters: totpParameters, toleranceSteps })
      .chain((input) => fc.tuple(fc.constant(input), spelled(generateTotp(input)), spelled(generateTotp(input))))
    fc.assert(
      fc.property(shown, ([input, typed, typedAgain]) => {
        const first = verifyTotp({ ...input, code: typed })
        if (first.kind !== "accepted") throw new Error(`Rejected: ${first.reason}`)
        const second = verifyTotp({ ...input, code: typedAgain, lastUsedStep: first.step })
        expect(second).toEqual({ kind: "rejected", reason: "replayed" })
      }),
    )
  })

  it("never accepts a step outside of the window, nor one that is not later than the last used", () => {
    const shifted = fc.record({
      secret: totpSecret,
      at: fc.integer({ min: 3_600_000, max: 16_725_225_600_000 }),
      parameters: totpParameters,
      toleranceSteps,
      shift: fc.integer({ min: -15, max: 15 }),
      lastUsed: fc.option(fc.integer({ min: -15, max: 15 })),
    })
    fc.assert(
      fc.property(shifted, ({ shift, lastUsed, ...input }) => {
        const present = totpStep(input.at, input.parameters.periodSeconds)
        const code = codeOfStep(input.secret, present + shift, input.parameters)
        const lastUsedStep = lastUsed === null ? null : present + lastUsed
        const result = verifyTotp({ ...input, code, lastUsedStep, findClockSkew: true })
        if (result.kind === "accepted") {
          expect(result.step).toBe(present + result.drift)
          expect(Math.abs(result.drift)).toBeLessThanOrEqual(input.toleranceSteps)
          expect(result.step).toBeGreaterThan(lastUsedStep ?? -1)
          expect(codeOfStep(input.secret, result.step, input.parameters)).toBe(code)
        } else if (result.clockSkewSteps !== undefined) {
          expect(Math.abs(result.clockSkewSteps)).toBeGreaterThan(input.toleranceSteps)
          expect(result.reason).toBe("mismatch")
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
