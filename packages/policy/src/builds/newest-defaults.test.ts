import fc from "fast-check"
import { expect, it, test } from "vitest"
import { catalogues, instants } from "../../test/arbitraries.js"
import { newestDefault, type ParsedCatalogueBuild } from "./catalogue.js"
import { newestDefaults } from "./newest-defaults.js"

const v42 = { version: [4, 2], number: 1400 }
const v43 = { version: [4, 3], number: 1575 }
const always = { availableFrom: 0, defaultFrom: 0, withdrawnAt: null }

it("at each of many instants the newest default is the one that is found for it alone", () => {
  fc.assert(
    fc.property(catalogues, fc.array(instants), (catalogue, drawn) => {
      const ascending = drawn.sort((a, b) => a - b)
      expect(newestDefaults(catalogue, ascending)).toEqual(ascending.map((at) => newestDefault(catalogue, at)))
    }),
    { numRuns: 1000 },
  )
})

it("of equal builds the first listed is taken, as for one instant", () => {
  const [one, twin] = [v43, { version: [4, 3, 0], number: 1575 }]
  const catalogue = [one, twin].map((build) => ({ build, ...always }))
  expect(newestDefaults(catalogue, [0])[0]).toBe(one)
})

test.each([
  ["available", { availableFrom: Number.NaN }],
  ["a default", { defaultFrom: Number.NaN }],
  ["withdrawn", { withdrawnAt: Number.NaN }],
])("a build that is %s at no instant is never the newest default", (_, odd) => {
  const catalogue: readonly ParsedCatalogueBuild[] = [
    { build: v43, ...always, ...odd },
    { build: v42, ...always },
  ]
  expect(newestDefaults(catalogue, [-1, 0, 1])).toEqual([null, v42, v42])
})

it("a catalogue without builds, and no instants, have answers", () => {
  expect([newestDefaults([], [0, 1]), newestDefaults([{ build: v43, ...always }], [])]).toEqual([[null, null], []])
})
