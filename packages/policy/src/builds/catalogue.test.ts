import { describe, expect, it, test } from "vitest"
import {
  buildKey,
  catalogueInstants,
  earliestDefault,
  isInstallable,
  newestDefault,
  type ParsedCatalogueBuild,
  requiredBuild,
} from "./catalogue.js"

const v42 = { version: [4, 2], number: 1400 }
const v43beta = { version: [4, 3], number: 1580, preRelease: "beta" }
const v43 = { version: [4, 3], number: 1575 }
const v44beta = { version: [4, 4], number: 1590, preRelease: "beta" }
const v44 = { version: [4, 4], number: 1600 }
const v43long = { version: [4, 3, 0], number: 1575 }

type Times = Partial<Omit<ParsedCatalogueBuild, "build">>
const entry = (build: ParsedCatalogueBuild["build"], times: Times = {}): ParsedCatalogueBuild => {
  return { build, availableFrom: 0, defaultFrom: null, withdrawnAt: null, ...times }
}

describe("isInstallable", () => {
  test.each([
    [9, false],
    [10, true],
    [11, true],
    [19, true],
    [20, false],
    [21, false],
  ])("is, from availableFrom on and no longer at withdrawnAt: at %i %s", (now, expected) => {
    expect(isInstallable(entry(v43, { availableFrom: 10, withdrawnAt: 20 }), now)).toBe(expected)
  })

  it("is never over without a withdrawal", () => {
    expect(isInstallable(entry(v43, { availableFrom: 10 }), Number.MAX_SAFE_INTEGER)).toBe(true)
  })

  it("is never when withdrawn at the instant of becoming available", () => {
    const pulled = entry(v43, { availableFrom: 10, withdrawnAt: 10 })
    for (const now of [9, 10, 11]) expect(isInstallable(pulled, now)).toBe(false)
  })
})

describe("newestDefault and earliestDefault", () => {
  const catalogue = [
    entry(v44, { availableFrom: 20, defaultFrom: 30 }),
    entry(v42, { defaultFrom: 0, withdrawnAt: 40 }),
    entry(v43, { availableFrom: 10, defaultFrom: 10, withdrawnAt: 25 }),
  ]

  test.each([
    [-1, null, null],
    [0, v42, v42],
    [9, v42, v42],
    [10, v43, v42],
    [11, v43, v42],
    [24, v43, v42],
    [25, v42, v42],
    [26, v42, v42],
    [29, v42, v42],
    [30, v44, v42],
    [31, v44, v42],
    [39, v44, v42],
    [40, v44, v44],
    [41, v44, v44],
  ])("at %i", (now, newest, earliest) => {
    expect(newestDefault(catalogue, now)).toEqual(newest)
    expect(earliestDefault(catalogue, now)).toEqual(earliest)
  })

  test.each([
    ["nothing is in the catalogue", []],
    ["no build is a default", [entry(v43)]],
    ["a default build cannot be installed yet", [entry(v43, { availableFrom: 10, defaultFrom: 5 })]],
    ["a build becomes a default as it is withdrawn", [entry(v43, { defaultFrom: 7, withdrawnAt: 7 })]],
    ["a build becomes a default after it was withdrawn", [entry(v43, { defaultFrom: 7, withdrawnAt: 6 })]],
  ])("are none where %s", (_, entries) => {
    expect(newestDefault(entries, 7)).toBeNull()
    expect(earliestDefault(entries, 7)).toBeNull()
  })

  it("order by builds, not by time: the release after its pre-release, whatever the numbers", () => {
    const defaults = [v43, v43beta, v44beta, v42].map((build, index) => entry(build, { defaultFrom: -index }))
    expect(newestDefault(defaults, 0)).toEqual(v44beta)
    expect(newestDefault(defaults.slice(0, 2), 0)).toEqual(v43)
    expect(earliestDefault(defaults.slice(0, 2), 0)).toEqual(v43beta)
    expect(earliestDefault(defaults, 0)).toEqual(v42)
  })

  it("name the first of two spellings of a build", () => {
    const twice = [entry(v43, { defaultFrom: 0 }), entry(v43long, { defaultFrom: 0 })]
    expect(newestDefault(twice, 0)).toStrictEqual(v43)
    expect(earliestDefault(twice, 0)).toStrictEqual(v43)
  })
})

describe("requiredBuild", () => {
  it("is the minimum where the vendor gave no list, as a build and nothing more", () => {
    const minimum = { ...v43, preRelease: undefined, neededFor: "9-digit codes", allowPreRelease: true }
    expect(requiredBuild([], minimum, 0)).toStrictEqual(v43)
    expect(requiredBuild([], { ...v43beta, allowPreRelease: true }, 0)).toStrictEqual(v43beta)
  })

  it("is none where the vendor gave no list, and the minimum is a pre-release that is not allowed", () => {
    expect(requiredBuild([], v43beta, 0)).toBeNull()
  })

  it("is the earliest build that meets the minimum and can be installed", () => {
    const v50 = { version: [5, 0], number: 2000 }
    const catalogue = [
      entry(v44, { availableFrom: 5 }),
      entry(v50),
      entry(v43, { withdrawnAt: 10 }),
      entry(v42),
      entry({ version: [4, 3], number: 1574 }),
    ]
    expect(requiredBuild(catalogue, v43, -1)).toBeNull()
    expect(requiredBuild(catalogue, v43, 9)).toEqual(v43)
    expect(requiredBuild(catalogue, v43, 10)).toEqual(v44)
    expect(requiredBuild(catalogue.slice(0, 2), v43, 4)).toEqual(v50)
    expect(requiredBuild(catalogue.slice(0, 2), v43, 5)).toEqual(v44)
  })

  it("is none where no build will do", () => expect(requiredBuild([entry(v42)], v43, 0)).toBeNull())

  it("is the first of two spellings of a build", () => {
    expect(requiredBuild([entry(v43), entry(v43long)], v43, 0)).toStrictEqual(v43)
    expect(requiredBuild([entry(v43long), entry(v43)], v43, 0)).toStrictEqual(v43long)
  })

  it("is a pre-release only where the minimum allows it and no release will do", () => {
    const allowing = { ...v43, allowPreRelease: true }
    const later = { version: [4, 5], number: 1650, preRelease: "beta" }
    expect(requiredBuild([entry(v44beta), entry(v44)], allowing, 0)).toEqual(v44)
    expect(requiredBuild([entry(later), entry(v44beta), entry(v43beta)], allowing, 0)).toEqual(v44beta)
    expect(requiredBuild([entry(v44beta), entry(v44, { availableFrom: 1 })], allowing, 0)).toEqual(v44beta)
    expect(requiredBuild([entry(v43beta)], allowing, 0)).toBeNull()
    expect(requiredBuild([entry(v44beta)], v43, 0)).toBeNull()
  })
})

describe("catalogueInstants", () => {
  it("lists each instant at which something changes, in order and once", () => {
    const catalogue = [
      entry(v44, { availableFrom: 100, defaultFrom: 2_000, withdrawnAt: 30_000 }),
      entry(v43, { availableFrom: -5, defaultFrom: 100, withdrawnAt: 2_000 }),
      entry(v42, { availableFrom: 9 }),
      entry(v44beta, { availableFrom: -7 }),
    ]
    expect(catalogueInstants(catalogue)).toEqual([-7, -5, 9, 100, 2_000, 30_000])
    expect(catalogueInstants([])).toEqual([])
  })

  test.each([
    ["a default before it is available", { availableFrom: 10, defaultFrom: 5, withdrawnAt: 20 }, [10, 20]],
    ["a default as it is available", { availableFrom: 10, defaultFrom: 10 }, [10]],
    ["a default as it is withdrawn", { availableFrom: 10, defaultFrom: 20, withdrawnAt: 20 }, [10, 20]],
    ["a default after it is withdrawn", { availableFrom: 10, defaultFrom: 25, withdrawnAt: 20 }, [10, 20]],
    ["withdrawn as it is available", { availableFrom: 10, defaultFrom: 15, withdrawnAt: 10 }, [10]],
    ["withdrawn before it is available", { availableFrom: 10, defaultFrom: 7, withdrawnAt: 5 }, [10]],
  ])("leaves out what changes nothing: %s", (_, times, expected) => {
    expect(catalogueInstants([entry(v43, times)])).toEqual(expected)
  })
})

describe("buildKey", () => {
  it("tells releases, pre-releases and labels apart, and no spellings", () => {
    const keys = [v43, v43beta, { ...v43beta, preRelease: "beta.2" }, v44].map(buildKey)
    expect(new Set(keys).size).toBe(4)
    expect(buildKey(v43long)).toBe(buildKey(v43))
    expect(buildKey({ version: [40, 3], number: 1575 })).not.toBe(buildKey({ version: [4, 3], number: 1575 }))
    expect(buildKey({ version: [43], number: 1575 })).not.toBe(buildKey(v43))
    expect(buildKey({ version: [0], number: 0 })).toBe(buildKey({ version: [0, 0], number: 0 }))
  })
})
