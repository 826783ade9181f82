import fc from "fast-check"
import { expect, it } from "vitest"
import { catalogues, instants } from "../../test/arbitraries.js"
import { compareBuilds } from "./build.js"
import {
  type Catalogue,
  type CatalogueBuild,
  catalogueInstants,
  earliestDefault,
  isInstallable,
  newestDefault,
  requiredBuild,
} from "./catalogue.js"
import { meetsMinimum } from "./minimum.js"
import { parseCatalogue } from "./parse-catalogue.js"

/**
 * All that can be asked of a catalogue at an instant: of each build whether it came, can be installed, and is a
 * default.
 */
function state(catalogue: Catalogue, now: number): string {
  const states = catalogue.map((entry) => {
    const installable = isInstallable(entry, now)
    return [entry.availableFrom <= now, installable, installable && newestDefault([entry], now) !== null]
  })
  return JSON.stringify(states)
}

it("a catalogue changes at each of its instants, and at no other", () => {
  fc.assert(
    fc.property(catalogues, instants, (catalogue, now) => {
      const listed = catalogueInstants(catalogue)
      expect(state(catalogue, now) === state(catalogue, now - 1)).toBe(!listed.includes(now))
      for (const at of listed) expect(state(catalogue, at)).not.toBe(state(catalogue, at - 1))
    }),
  )
})

it("the earliest default is no later than the newest, and there is one exactly if there is the other", () => {
  fc.assert(
    fc.property(catalogues, instants, (catalogue, now) => {
      const [earliest, newest] = [earliestDefault(catalogue, now), newestDefault(catalogue, now)]
      expect(earliest === null).toBe(newest === null)
      if (earliest !== null && newest !== null) expect(compareBuilds(earliest, newest)).toBeLessThanOrEqual(0)
    }),
  )
})

it("the required build meets the minimum and can be installed", () => {
  fc.assert(
    fc.property(catalogues, instants, fc.boolean(), (catalogue, now, allowPreRelease) => {
      const minimum = { version: [4, 2], number: 1400, allowPreRelease }
      const required = requiredBuild(catalogue, minimum, now)
      if (required === null) return
      expect(meetsMinimum(required, minimum)).toBe("meets")
      const found = catalogue.some((entry) => entry.build === required && isInstallable(entry, now))
      expect(found || catalogue.length === 0).toBe(true)
    }),
  )
})

it("any list whatever is answered, and what is parsed is parsed again alike", () => {
  const near = fc.record(
    {
      build: fc.oneof(fc.constantFrom("v4.3 b1575", "v4.4 b1500", "v4.4-beta b1600"), fc.anything()),
      availableFrom: fc.oneof(fc.integer(), fc.anything()),
      defaultFrom: fc.oneof(fc.integer(), fc.anything()),
      withdrawnAt: fc.oneof(fc.integer(), fc.anything()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.array(near), catalogues), (input) => {
      const answer = parseCatalogue(input as readonly CatalogueBuild[])
      if (answer.kind === "rejected") return
      expect(parseCatalogue(answer.catalogue as readonly CatalogueBuild[])).toStrictEqual(answer)
    }),
  )
})
