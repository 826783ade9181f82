import { describe, expect, it, test } from "vitest"
import { type CatalogueBuild, newestDefault, parseCatalogue, requiredBuild } from "./catalogue.js"

const catalogueOf = (...entries: CatalogueBuild[]) => {
  const answer = parseCatalogue(entries)
  if (answer.kind === "rejected") throw new Error(answer.reason)
  return answer.catalogue
}
const v42 = { version: [4, 2], number: 1400 }
const v43 = { version: [4, 3], number: 1575 }
const v44 = { version: [4, 4], number: 1600 }

describe("parseCatalogue", () => {
  it("reads spellings and says `null` where nothing is said", () => {
    expect(parseCatalogue([{ build: "v4.3 b1575", availableFrom: 5 }])).toEqual({
      kind: "parsed",
      catalogue: [{ build: v43, availableFrom: 5, defaultFrom: null, withdrawnAt: null }],
    })
  })

  test.each([
    ["build-malformed", { build: "latest", availableFrom: 0 }],
    ["instant-malformed", { build: v44, availableFrom: Number.NaN }],
    ["instant-malformed", { build: v44, availableFrom: 0, defaultFrom: 0.5 }],
    ["instant-malformed", { build: v44, availableFrom: 0, withdrawnAt: Number.POSITIVE_INFINITY }],
    ["build-duplicate", { build: "v4.3.0 b1575", availableFrom: 9 }],
  ])("rejects the first faulty entry: %s", (reason, faulty) => {
    const entries = [{ build: v43, availableFrom: 0 }, faulty, { build: "also faulty", availableFrom: 0 }]
    expect(parseCatalogue(entries)).toEqual({ kind: "rejected", index: 1, reason })
  })
})

describe("newestDefault", () => {
  const catalogue = catalogueOf(
    { build: v44, availableFrom: 20, defaultFrom: 30 },
    { build: v42, availableFrom: 0, defaultFrom: 0 },
    { build: v43, availableFrom: 10, defaultFrom: 10, withdrawnAt: 25 },
  )

  test.each([
    [-1, null],
    [0, v42],
    [9, v42],
    [10, v43],
    [24, v43],
    [25, v42],
    [29, v42],
    [30, v44],
  ])("at %i", (now, expected) => expect(newestDefault(catalogue, now)).toEqual(expected))

  it("is none before a default build can be installed", () => {
    expect(newestDefault(catalogueOf({ build: v43, availableFrom: 10, defaultFrom: 5 }), 7)).toBeNull()
  })

  it("is none where no build is a default", () => {
    expect(newestDefault(catalogueOf({ build: v43, availableFrom: 0 }), 7)).toBeNull()
  })
})

describe("requiredBuild", () => {
  it("is the minimum where the vendor gave no list", () => expect(requiredBuild([], v43, 0)).toEqual(v43))

  it("is the earliest build that meets the minimum and can be installed", () => {
    const catalogue = catalogueOf(
      { build: v44, availableFrom: 0 },
      { build: "v5.0 b2000", availableFrom: 0 },
      { build: v43, availableFrom: 0, withdrawnAt: 10 },
      { build: v42, availableFrom: 0 },
    )
    expect(requiredBuild(catalogue, v43, 9)).toEqual(v43)
    expect(requiredBuild(catalogue, v43, 10)).toEqual(v44)
  })

  it("is none where no build will do", () => {
    expect(requiredBuild(catalogueOf({ build: v42, availableFrom: 0 }), v43, 0)).toBeNull()
  })
})
