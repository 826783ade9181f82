import { describe, expect, it, test } from "vitest"
import { compareBuilds, formatBuild, parseBuild } from "./build.js"

const parsed = (version: readonly number[], number: number) => ({ kind: "parsed", build: { version, number } })
const build = (text: string) => {
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
    "V4.3 B1575",
    "v4.3, build 1575",
    "4.3, Build 1575",
    "1575 - 4.3, Build 1575",
    "v04.3 b01575",
  ])("reads %j", (text) => expect(parseBuild(text)).toEqual(parsed([4, 3], 1575)))

  it("keeps the version as long as it was written", () => {
    expect(parseBuild("4.3.0 b1575")).toEqual(parsed([4, 3, 0], 1575))
    expect(parseBuild("4 b0")).toEqual(parsed([4], 0))
  })

  it("reads a build object and leaves out what else it carries", () => {
    expect(parseBuild({ version: [4, 3], number: 1575, channel: "beta" })).toEqual(parsed([4, 3], 1575))
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
    "v4.3 b1575\n",
    "v4..3 b1575",
    ".3 b1575",
    "v4.3. b1575",
    "v4.3-beta b1575",
    "v-4.3 b1575",
    "v4.3 b-1",
    "v4.3 b1e3",
    "v4.3 b1575 or later",
    "1576 - 4.3, Build 1575",
    "v٤.٣ b١٥٧٥",
    undefined,
    null,
    4.3,
    true,
    [],
    [4, 3],
    {},
    { version: [4, 3] },
    { version: "4.3", number: 1575 },
    { version: [], number: 1 },
    { version: [4, 3], number: "1575" },
  ])("rejects %j as malformed", (input) => expect(parseBuild(input)).toEqual({ kind: "rejected", reason: "malformed" }))

  test.each([
    ["a number beyond the safe integers", "v4.3 b9007199254740992"],
    ["a component beyond the safe integers", "v4.9007199254740992 b1"],
    ["nine components", "1.2.3.4.5.6.7.8.9 b1"],
    ["a text longer than 64 characters", `v4.3 b${"0".repeat(100)}1`],
    ["a negative number", { version: [4, 3], number: -1 }],
    ["a fraction", { version: [4, 3], number: 1.5 }],
    ["a component that is no number", { version: [4, "3"], number: 1 }],
    ["a version without end", { version: new Array(1e6).fill(1), number: 1 }],
  ])("rejects %s as out of range", (_, input) => {
    expect(parseBuild(input)).toEqual({ kind: "rejected", reason: "out-of-range" })
  })
})

describe("formatBuild", () => {
  it("writes the short form", () => expect(formatBuild({ version: [4, 3], number: 1575 })).toBe("v4.3 b1575"))
})

describe("compareBuilds", () => {
  test.each([
    ["v4.4 b12", "v4.3 b1575"],
    ["v4.3 b1575", "v4.2 b9999"],
    ["v4.3 b1575", "v4.3 b900"],
    ["v4.10 b1", "v4.9 b1"],
    ["v4.3.1 b1", "v4.3 b9"],
    ["v5 b1", "v4.9.9 b9"],
  ])("puts %s after %s", (later, earlier) => {
    expect(compareBuilds(build(later), build(earlier))).toBeGreaterThan(0)
    expect(compareBuilds(build(earlier), build(later))).toBeLessThan(0)
  })

  it("counts missing components as 0", () => {
    expect(compareBuilds(build("v4.3 b1575"), build("v4.3.0.0 b1575"))).toBe(0)
  })
})
