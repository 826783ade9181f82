import fc from "fast-check"
import { expect, it } from "vitest"
import { builds } from "../../test/arbitraries.js"
import { compareBuilds, formatBuild, parseBuild } from "./build.js"

it("what formatBuild writes, parseBuild reads back", () => {
  fc.assert(
    fc.property(builds, (build) => {
      expect(parseBuild(formatBuild(build))).toEqual({ kind: "parsed", build })
    }),
  )
})

it("any input whatever is answered", () => {
  const near = fc.stringMatching(/^[v0-9., b-]{0,80}$/)
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), near), (input) => {
      const answer = parseBuild(input)
      if (answer.kind === "rejected") return
      const { version, number } = answer.build
      expect([...version, number].every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true)
    }),
  )
})

it("builds are totally ordered", () => {
  fc.assert(
    fc.property(builds, builds, builds, (a, b, c) => {
      expect(Math.sign(compareBuilds(a, b))).toBe(0 - Math.sign(compareBuilds(b, a)))
      if (compareBuilds(a, b) <= 0 && compareBuilds(b, c) <= 0) expect(compareBuilds(a, c)).toBeLessThanOrEqual(0)
      const longer = { ...a, version: [...a.version, 0] }
      expect(compareBuilds(longer, b)).toBe(compareBuilds(a, b))
    }),
  )
})
