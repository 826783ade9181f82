import { describe, expect, it, test } from "vitest"
import { formatBuild } from "./build.js"
import type { CatalogueBuild } from "./catalogue.js"
import { parseCatalogue } from "./parse-catalogue.js"

const v43 = { version: [4, 3], number: 1575 }
const v44 = { version: [4, 4], number: 1600 }
const fails = () => {
  throw new Error("must not be passed on")
}
/** For what no compiler has seen. */
const parseAny = (entries: unknown) => parseCatalogue(entries as readonly CatalogueBuild[])
const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ build: `1 b${index}`, availableFrom: 0 }))

describe("parseCatalogue", () => {
  it("reads spellings and says `null` where nothing is said", () => {
    expect(parseCatalogue([{ build: "v4.3 b1575", availableFrom: 5 }])).toStrictEqual({
      kind: "parsed",
      catalogue: [{ build: v43, availableFrom: 5, defaultFrom: null, withdrawnAt: null }],
      warnings: [],
    })
  })

  it("keeps the order given, and reads what is written out", () => {
    const written = [
      { build: v44, availableFrom: -5, defaultFrom: 0, withdrawnAt: Number.MAX_SAFE_INTEGER },
      { build: { ...v43, preRelease: "beta" }, availableFrom: 0, defaultFrom: null, withdrawnAt: null },
    ]
    expect(parseAny(written)).toStrictEqual({ kind: "parsed", catalogue: written, warnings: [] })
  })

  test.each([
    ["build-malformed", { build: "latest", availableFrom: 0 }],
    ["build-malformed", { availableFrom: 0 }],
    ["build-malformed", { build: { ...v44, preRelease: "be-ta" }, availableFrom: 0 }],
    ["instant-malformed", { build: v44 }],
    ["instant-malformed", { build: v44, availableFrom: null }],
    ["instant-malformed", { build: v44, availableFrom: "0" }],
    ["instant-malformed", { build: v44, availableFrom: new Date(0) }],
    ["instant-malformed", { build: v44, availableFrom: Number.NaN }],
    ["instant-malformed", { build: v44, availableFrom: 0, defaultFrom: 0.5 }],
    ["instant-malformed", { build: v44, availableFrom: 0, defaultFrom: false }],
    ["instant-malformed", { build: v44, availableFrom: 0, withdrawnAt: Number.POSITIVE_INFINITY }],
    ["instant-malformed", { build: v44, availableFrom: 0, withdrawnAt: 2 ** 53 }],
    ["instants-contradict", { build: v44, availableFrom: 10, withdrawnAt: 9 }],
    ["build-duplicate", { build: "v4.3.0 b1575", availableFrom: 9 }],
    ["entry-malformed", undefined],
    ["entry-malformed", null],
    ["entry-malformed", "v4.3 b1575"],
    ["entry-malformed", 1575],
    ["build-malformed", []],
    ["build-malformed", JSON.parse('{"__proto__":{"build":"v4.4 b1600","availableFrom":0}}')],
    ["build-malformed", Object.create({ build: v44, availableFrom: 0 })],
  ])("rejects the first faulty entry: %s (%#)", (reason, faulty) => {
    const list = [{ build: v43, availableFrom: 0 }, faulty, { build: "also faulty", availableFrom: 0 }]
    expect(parseAny(list)).toStrictEqual({ kind: "rejected", index: 1, reason })
  })

  it("finds a hole in the list malformed, and not what a prototype has in its place", () => {
    const holes = Object.assign(new Array(2), { 0: { build: v43, availableFrom: 0 } })
    expect(parseAny(holes)).toStrictEqual({ kind: "rejected", index: 1, reason: "entry-malformed" })
  })

  it("finds an entry malformed whose getter or proxy throws", () => {
    const getter = Object.defineProperty({ build: v44 }, "availableFrom", { get: fails })
    for (const entry of [getter, new Proxy({}, { getOwnPropertyDescriptor: fails })]) {
      expect(parseAny([entry])).toStrictEqual({ kind: "rejected", index: 0, reason: "entry-malformed" })
    }
  })

  it("finds what is no list malformed, never empty", () => {
    const proxies = [new Proxy([], { get: fails }), new Proxy([{}], { getOwnPropertyDescriptor: fails })]
    for (const list of [undefined, null, "v4.3 b1575", {}, { length: 0 }, new Set(), ...proxies]) {
      expect(parseAny(list)).toStrictEqual({ kind: "rejected", index: 0, reason: "list-malformed" })
    }
  })

  test.each([
    [{ withdrawnAt: 9 }, "rejected"],
    [{ withdrawnAt: 10 }, "parsed"],
    [{ withdrawnAt: 11 }, "parsed"],
    [{ defaultFrom: 9 }, "parsed"],
    [{ defaultFrom: 12, withdrawnAt: 11 }, "parsed"],
  ])("lets a build be withdrawn as it becomes available at 10, and not before: %j", (times, kind) => {
    expect(parseCatalogue([{ build: v43, availableFrom: 10, ...times }]).kind).toBe(kind)
  })

  it("reads 10,000 entries and no more, and does not look at more", () => {
    expect(parseCatalogue(entries(10_000)).kind).toBe("parsed")
    const tooMany = { kind: "rejected", index: 10_000, reason: "too-many" }
    expect(parseCatalogue(entries(10_001))).toStrictEqual(tooMany)
    expect(parseAny(new Array(2 ** 32 - 1))).toStrictEqual(tooMany)
    expect(parseAny(Object.defineProperty(new Array(10_001), 0, { get: fails }))).toStrictEqual(tooMany)
  })

  it("tells the same build with and without a label apart", () => {
    const labels = ["", "-alpha", "-beta", "-beta.2"]
    const list = labels.map((label) => ({ build: `v4.3${label} b1575`, availableFrom: 0 }))
    expect(parseCatalogue(list).kind).toBe("parsed")
    const again = [...list, { build: "4.3.0-BETA, Build 1575", availableFrom: 0 }]
    expect(parseCatalogue(again)).toStrictEqual({ kind: "rejected", index: 4, reason: "build-duplicate" })
  })

  it("reads each member once, so that what was checked is what is answered", () => {
    let reads = 0
    const shifty = {
      build: v43,
      get availableFrom() {
        return reads++
      },
    }
    expect(parseAny([shifty])).toMatchObject({ catalogue: [{ availableFrom: 0 }] })
    expect(reads).toBe(1)
  })
})

describe("the warning build-not-monotonic", () => {
  const warnings = (...builds: string[]) => {
    const answer = parseCatalogue(builds.map((build) => ({ build, availableFrom: 0 })))
    if (answer.kind === "rejected") throw new Error(answer.reason)
    return answer.warnings
  }
  const pairs = (...builds: string[]) =>
    warnings(...builds).map(({ code, params }) => {
      if (!("earlier" in params)) throw new Error(code)
      return `${formatBuild(params.earlier)} > ${formatBuild(params.later)}`
    })

  it("names the vendor's two builds", () => {
    const params = { earlier: v44, later: { version: [5], number: 1599 } }
    const expected = [{ code: "build-not-monotonic", params, source: { kind: "product" } }]
    expect(warnings("v5 b1599", "v4.4 b1600")).toStrictEqual(expected)
  })

  test.each([
    [["v4.3 b10", "v4.4 b9"], ["v4.3 b10 > v4.4 b9"]],
    [["v4.3 b10", "v4.4 b10"], []],
    [["v4.3 b10", "v4.4 b11"], []],
    [["v4.3 b10", "v4.3 b9"], []],
    [["v4.3 b9", "v4.3-beta b10"], []],
    [["v4.3 b10", "v4.3-beta b10"], []],
    [["v4.3 b9", "v4.3-beta b11", "v4.4 b10"], ["v4.3-beta b11 > v4.4 b10"]],
    [["v4.3 b9", "v4.4-beta b8", "v4.4 b10"], ["v4.3 b9 > v4.4-beta b8"]],
    [["v4.3 b9", "v4.3 b1", "v4.4 b10", "v4.4 b5"], ["v4.3 b9 > v4.4 b5"]],
    [
      ["v4.10 b2", "v4.9 b3", "v4.8 b4", "v4.7 b1"],
      ["v4.8 b4 > v4.9 b3", "v4.9 b3 > v4.10 b2"],
    ],
    [["v4.3-a b9", "v4.3 b9", "v4.4 b8", "v4.4-a b8"], ["v4.3 b9 > v4.4-a b8"]],
  ])("for neighbouring versions whose numbers fall: %j", (builds, expected) => {
    expect(pairs(...builds)).toEqual(expected)
    expect(pairs(...builds.toReversed())).toEqual(expected)
  })

  it("comes at most a hundred times, for the earliest versions", () => {
    const falling = (count: number) => Array.from({ length: count }, (_, index) => `v${index} b${1000 - index}`)
    expect(pairs(...falling(100))).toHaveLength(99)
    expect(pairs(...falling(101))).toHaveLength(100)
    expect(pairs(...falling(102))).toEqual(pairs(...falling(101)))
  })
})
