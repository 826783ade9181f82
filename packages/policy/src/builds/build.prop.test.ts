import fc from "fast-check"
import { expect, it } from "vitest"
import { type Build, buildOf, compareBuilds, formatBuild, parseBuild } from "./build.js"
import { buildKey } from "./catalogue.js"

/** From few values, so that equal versions, numbers and labels are common. */
const crowded: fc.Arbitrary<Build> = fc
  .record({
    version: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }),
    number: fc.nat({ max: 2 }),
    preRelease: fc.option(fc.constantFrom("alpha", "beta", "beta.2", "beta.10", "2"), { nil: undefined }),
  })
  .map(buildOf)

const scattered: fc.Arbitrary<Build> = fc
  .record({
    version: fc.array(fc.oneof(fc.nat({ max: 99 }), fc.maxSafeNat()), { minLength: 1, maxLength: 8 }),
    number: fc.maxSafeNat(),
    preRelease: fc.option(fc.stringMatching(/^[a-z\d]{1,8}(\.[a-z\d]{1,8}){0,2}$/), { nil: undefined }),
  })
  .map(buildOf)
  .filter((build) => formatBuild(build).length <= 64)

const builds = fc.oneof(crowded, scattered)

it("what formatBuild writes, parseBuild reads back", () => {
  fc.assert(
    fc.property(builds, (build) => {
      expect(parseBuild(formatBuild(build))).toStrictEqual({ kind: "parsed", build })
      expect(parseBuild(build)).toStrictEqual({ kind: "parsed", build })
    }),
  )
})

it("every spelling of a build is read as that build", () => {
  fc.assert(
    fc.property(crowded, fc.boolean(), fc.nat({ max: 3 }), ({ version, number, preRelease }, upper, zeros) => {
      const padded = (count: number) => `${"0".repeat(zeros)}${count}`
      const name = `${version.map(padded).join(".")}${preRelease === undefined ? "" : `-${preRelease}`}`
      const n = padded(number)
      const plain = [`v${name} b${n}`, `v${name}, b${n}`, `v${name}, v${n}`, `${name}, Build ${n}`]
      for (const text of [...plain, `${number} - ${name}, Build ${n}`]) {
        const answer = parseBuild(upper ? text.toUpperCase() : text)
        expect(answer).toStrictEqual({ kind: "parsed", build: buildOf({ version, number, preRelease }) })
      }
    }),
  )
})

it("any input whatever is answered, and what is read can be written and read again", () => {
  const near = fc.stringMatching(/^[v0-9., beta-]{0,80}$/)
  const nearObject = fc.record(
    { version: fc.oneof(fc.array(fc.anything()), fc.anything()), number: fc.anything(), preRelease: fc.anything() },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), near, nearObject), (input) => {
      const answer = parseBuild(input)
      if (answer.kind === "rejected") return
      const { version, number } = answer.build
      expect([...version, number].every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true)
      expect(parseBuild(formatBuild(answer.build))).toStrictEqual(answer)
    }),
  )
})

it("builds are totally ordered: antisymmetric, transitive, and never without an answer", () => {
  fc.assert(
    fc.property(builds, builds, builds, (a, b, c) => {
      expect(compareBuilds(a, b)).not.toBeNaN()
      expect(compareBuilds(a, a)).toBe(0)
      expect(Math.sign(compareBuilds(a, b))).toBe(0 - Math.sign(compareBuilds(b, a)))
      if (compareBuilds(a, b) <= 0 && compareBuilds(b, c) <= 0) expect(compareBuilds(a, c)).toBeLessThanOrEqual(0)
    }),
    { numRuns: 1000 },
  )
})

it("builds are equal exactly if their keys are", () => {
  fc.assert(
    fc.property(builds, builds, (a, b) => {
      expect(buildKey(a) === buildKey(b)).toBe(compareBuilds(a, b) === 0)
    }),
    { numRuns: 1000 },
  )
})

it("zeros at the end of a version change nothing", () => {
  fc.assert(
    fc.property(builds, builds, (a, b) => {
      const longer = { ...a, version: [...a.version, 0] }
      expect(compareBuilds(longer, b)).toBe(compareBuilds(a, b))
      expect(compareBuilds(b, longer)).toBe(compareBuilds(b, a))
      expect(buildKey(longer)).toBe(buildKey(a))
    }),
  )
})

it("a release is later than each of its pre-releases and earlier than each pre-release of a later version", () => {
  fc.assert(
    fc.property(crowded, crowded, fc.nat(), (a, { preRelease = "beta" }, number) => {
      const release = { version: a.version, number: a.number }
      expect(compareBuilds({ version: a.version, number, preRelease }, release)).toBeLessThan(0)
      expect(compareBuilds({ version: [...a.version, 1], number, preRelease }, release)).toBeGreaterThan(0)
    }),
  )
})
