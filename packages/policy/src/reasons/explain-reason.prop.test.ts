import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hostileReasons, telltale } from "../../test/hostile-reasons.js"
import { sampleReasons } from "../../test/sample-reasons.js"
import { explainReason } from "./explain-reason.js"
import type { Reason } from "./reason.js"

/** Everything that breaks a line, hides, or turns the direction of the text. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/u

describe("explainReason", () => {
  it("says every reason in whole, clean sentences of bounded length, whatever is in its parameters", () => {
    fc.assert(
      fc.property(hostileReasons, (reason) => {
        const { title, detail } = explainReason(reason)
        expect(title).toMatch(/^[A-Z][^.]*[^.]$/)
        expect(detail).toMatch(/^\S.*\.$/)
        expect(detail.length).toBeLessThanOrEqual(600)
        expect(detail).not.toMatch(telltale)
        expect(detail).not.toMatch(unprintable)
      }),
      { numRuns: 2000 },
    )
  })

  it("says something about whatever came out of JSON", () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({
        code: fc.constantFrom(...sampleReasons.map(({ code }) => code)),
        params: fc.jsonValue(),
        source: fc.jsonValue(),
      }),
      fc.record({ code: fc.jsonValue() }),
    )
    fc.assert(
      fc.property(json, (value) => {
        const { title, detail } = explainReason(value as unknown as Reason)
        expect(title).not.toBe("")
        expect(detail).toMatch(/\.$/)
        expect(detail.length).toBeLessThanOrEqual(600)
      }),
      { numRuns: 2000 },
    )
  })
})
