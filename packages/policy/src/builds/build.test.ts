import { describe, expect, it, test } from "vitest"
import { type Build, buildOf, compareBuilds, formatBuild, parseBuild } from "./build.js"

const parsed = (version: readonly number[], number: number, preRelease?: string) => ({
  kind: "parsed",
  build: preRelease === undefined ? { version, number } : { version, number, preRelease },
})
const malformed = { kind: "rejected", reason: "malformed" }
const outOfRange = { kind: "rejected", reason: "out-of-range" }
const build = (text: string): Build => {
  const answer = parseBuild(text)
  if (answer.kind === "rejected") throw new Error(text)
  return answer.build
}

describe("parseBuild", () => {
  test.each([
    "v4.3 b1575",
    "v4.3, b1575",
    "v4.3, v1575",
    "4.3 b1575",
    "4.3, b1575",
    "V4.3 B1575",
    "v4.3, build 1575",
    "4.3, Build 1575",
    "1575 - 4.3, Build 1575",
    "01575 - 4.3, build 1575",
    "v04.3 b01575",
  ])("reads %j", (text) => expect(parseBuild(text)).toStrictEqual(parsed([4, 3], 1575)))

  test.each([
    ["v4.3-beta b1570", [4, 3], 1570, "beta"],
    ["v4.3-beta, b1570", [4, 3], 1570, "beta"],
    ["v4.3-beta, v1570", [4, 3], 1570, "beta"],
    ["4.3-rc.1, Build 1570", [4, 3], 1570, "rc.1"],
    ["4.3.0-beta.2 b1570", [4, 3, 0], 1570, "beta.2"],
    ["1570 - 4.3-beta, Build 1570", [4, 3], 1570, "beta"],
    ["V4.3-RC.01 B1570", [4, 3], 1570, "rc.01"],
    ["4-2026.11.24 b0", [4], 0, "2026.11.24"],
  ])("reads the pre-release %j", (text, version, number, label) => {
    expect(parseBuild(text)).toStrictEqual(parsed(version, number, label))
  })

  it("keeps the version as long as it was written", () => {
    expect(parseBuild("4.3.0 b1575")).toStrictEqual(parsed([4, 3, 0], 1575))
    expect(parseBuild("4 b0")).toStrictEqual(parsed([4], 0))
    expect(parseBuild("1.2.3.4.5.6.7.8 b1")).toStrictEqual(parsed([1, 2, 3, 4, 5, 6, 7, 8], 1))
  })

  it("reads a build object and leaves out what else it carries", () => {
    expect(parseBuild({ version: [4, 3], number: 1575, channel: "beta" })).toStrictEqual(parsed([4, 3], 1575))
    const labelled = { version: [4, 3], number: 1570, preRelease: "Beta.2" }
    expect(parseBuild(labelled)).toStrictEqual(parsed([4, 3], 1570, "beta.2"))
  })

  it("answers a release without a member for the label", () => {
    const released = parseBuild({ version: [4, 3], number: 1575, preRelease: undefined })
    expect(released).toStrictEqual(parsed([4, 3], 1575))
  })

  it("answers a copy, which a later change of the object does not reach", () => {
    const version = [4, 3]
    const answer = parseBuild({ version, number: 1575 })
    version[0] = 9
    expect(answer).toStrictEqual(parsed([4, 3], 1575))
  })

  it("takes the -0 that JSON can carry for 0", () => {
    expect(parseBuild(JSON.parse('{"version":[4,-0],"number":-0}'))).toStrictEqual(parsed([4, 0], 0))
  })

  test.each([
    "",
    "4.3",
    "b1575",
    "v4.3",
    "v4.3 1575",
    "v4.3 v1575",
    "v4.3  b1575",
    " v4.3 b1575",
    "v4.3 b1575 ",
    "v4.3 b1575\n",
    "v4.3\nb1575",
    "v4.3\u00a0b1575",
    "v4..3 b1575",
    ".3 b1575",
    "v4.3. b1575",
    "vv4.3 b1575",
    "v-4.3 b1575",
    "v4.3 b-1",
    "v4.3 b+1",
    "v4.3 b1e3",
    "v4.3 b0x1f",
    "v4.3 b1575 or later",
    "4.3+1575",
    "1576 - 4.3, Build 1575",
    "1575 - v4.3, Build 1575",
    "1575 - 4.3 b1575",
    "v٤.٣ b١٥٧٥",
    "v4.3 b١٢",
    "v4.3 b１２",
    "v4.3- b1570",
    "v4.3-beta",
    "v4.3-beta- b1570",
    "v4.3-be_ta b1570",
    "v4.3-be ta b1570",
    "v4.3-béta b1570",
    "v4.3-\u017fp1 b1570",
    "v4.3-\u212aa b1570",
    "v4.3-.beta b1570",
    "v4.3-beta. b1570",
    "v4.3-beta..2 b1570",
    "v4.3 b1570-beta",
    "v4.3beta b1570",
    "1570 - 4.3-beta, Build 1571",
  ])("rejects %j as malformed", (text) => expect(parseBuild(text)).toEqual(malformed))

  it("rejects a version without a build number, however it is written", () => {
    const versions = ["4.3", "v4.3", "4.3.0", "v4.3-beta", "v4.3 b", "v4.3, build ", " - 4.3, Build "]
    const objects = [{ version: [4, 3] }, { version: [4, 3], number: undefined }, { version: [4, 3], number: null }]
    for (const input of [...versions, ...objects]) expect(parseBuild(input)).toEqual(malformed)
  })

  test.each([
    ["a number beyond the safe integers", "v4.3 b9007199254740992"],
    ["a component beyond the safe integers", "v4.9007199254740992 b1"],
    ["nine components", "1.2.3.4.5.6.7.8.9 b1"],
    ["a number that is infinite", `v4.3 b${"9".repeat(58)}`],
  ])("rejects %s as out of range", (_, text) => expect(parseBuild(text)).toEqual(outOfRange))

  it("reads the largest safe integer", () => {
    expect(parseBuild("v4.3 b9007199254740991")).toStrictEqual(parsed([4, 3], 9007199254740991))
  })

  it("reads 64 characters and no more", () => {
    const padded = (length: number) => `v4.3 b${"1".padStart(length - 6, "0")}`
    expect(padded(64)).toHaveLength(64)
    expect(parseBuild(padded(64))).toStrictEqual(parsed([4, 3], 1))
    expect(parseBuild(padded(65))).toEqual(outOfRange)
  })

  it("reads a label of 32 characters and no more", () => {
    expect(parseBuild(`v4.3-${"x".repeat(32)} b1`)).toStrictEqual(parsed([4, 3], 1, "x".repeat(32)))
    expect(parseBuild(`v4.3-${"x".repeat(33)} b1`)).toEqual(outOfRange)
  })

  it("reads no build whose short form would be too long to read back", () => {
    const [large, eleven, twelve] = [9_000_000_000_000_000, 10_000_000_000, 100_000_000_000]
    const version = [large, large, large]
    expect(formatBuild({ version, number: eleven })).toHaveLength(64)
    expect(parseBuild({ version, number: eleven })).toStrictEqual(parsed(version, eleven))
    expect(parseBuild({ version, number: twelve })).toEqual(outOfRange)
  })

  test.each(["1".repeat(1e6), "v4.3-".padEnd(1e6, "a."), `v${"1.".repeat(5e5)}`, " ".repeat(1e6)])(
    "answers a text of a million characters without reading it",
    (text) => {
      const startedAt = performance.now()
      for (let time = 0; time < 1000; time++) expect(parseBuild(text).kind).toBe("rejected")
      expect(performance.now() - startedAt).toBeLessThan(1000)
    },
  )
})

describe("formatBuild", () => {
  it("writes the short form", () => expect(formatBuild({ version: [4, 3], number: 1575 })).toBe("v4.3 b1575"))
  it("writes the label of a pre-release", () => {
    expect(formatBuild({ version: [4, 3], number: 1570, preRelease: "beta.2" })).toBe("v4.3-beta.2 b1570")
  })
})

describe("compareBuilds", () => {
  test.each([
    ["v4.4 b12", "v4.3 b1575"],
    ["v4.3 b1575", "v4.2 b9999"],
    ["v4.3 b1575", "v4.3 b1574"],
    ["v4.10 b1", "v4.9 b1"],
    ["v4.3.1 b1", "v4.3 b9"],
    ["v4.3.0.1 b1", "v4.3 b1"],
    ["v5 b1", "v4.9.9 b9"],
    ["v4.3 b1575", "v4.3-beta b1570"],
    ["v4.3 b1575", "v4.3-beta b1575"],
    ["v4.3 b1575", "v4.3-beta b1580"],
    ["v4.3.0 b1575", "v4.3-beta b1580"],
    ["v4.4-beta b1", "v4.3 b1575"],
    ["v4.3-alpha b1571", "v4.3-beta b1570"],
    ["v4.3-beta b1570", "v4.3-alpha b1570"],
    ["v4.3-beta.2 b1570", "v4.3-beta.10 b1570"],
    ["v4.3-beta.0 b1570", "v4.3-beta b1570"],
  ])("puts %s after %s", (later, earlier) => {
    expect(compareBuilds(build(later), build(earlier))).toBeGreaterThan(0)
    expect(compareBuilds(build(earlier), build(later))).toBeLessThan(0)
  })

  test.each([
    ["v4.3 b1575", "v4.3.0.0 b1575"],
    ["v0 b0", "v0.0 b0"],
    ["v4.3-beta b1570", "4.3.0-BETA, Build 01570"],
  ])("takes %s and %s for the same build", (one, other) => {
    expect(compareBuilds(build(one), build(other))).toBe(0)
    expect(compareBuilds(build(other), build(one))).toBe(0)
  })
})

describe("buildOf", () => {
  it("has no member for a label that there is not, and none of what else was given", () => {
    const more = { version: [4, 3], number: 1575, preRelease: undefined, allowPreRelease: true }
    expect(buildOf(more)).toStrictEqual({ version: [4, 3], number: 1575 })
  })
})
