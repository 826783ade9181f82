import { describe, expect, it, test } from "vitest"
import type { Platform } from "./client.js"
import { type FeatureMinimum, groupMinimum, type MinimumRules, meetsMinimum, minimumFor } from "./minimum.js"

const minimum = { version: [4, 3], number: 1575 }
const beta = { version: [4, 3], number: 1570, preRelease: "beta" }
const before = { version: [4, 3], number: 1574 }
const after = { version: [4, 3], number: 1576 }
const later = { version: [4, 5], number: 1700 }
const other = { version: [9], number: 1 }
const desktops = ["windows", "mac", "linux"] as const
const others = ["web", "ios", "android", "cli"] as const

const rules: MinimumRules = { minimum, byPlatform: {} }
const codes: FeatureMinimum = { feature: "9-digit codes", minimum: later }
const withFeatures = (...features: FeatureMinimum[]): MinimumRules => ({ ...rules, features })
const neededForCodes = { ...later, neededFor: "9-digit codes" }

describe("meetsMinimum", () => {
  test.each([
    [minimum, "meets"],
    [{ version: [4, 3, 0], number: 1575 }, "meets"],
    [after, "meets"],
    [{ version: [4, 4], number: 1 }, "meets"],
    [before, "below"],
    [{ version: [4, 2], number: 9999 }, "below"],
    [null, "unknown"],
  ] as const)("judges %j as %s", (build, standing) => expect(meetsMinimum(build, minimum)).toBe(standing))

  it("finds a version that compares with nothing below", () => {
    expect(meetsMinimum({ version: [Number.NaN], number: 9999 }, minimum)).toBe("below")
    expect(meetsMinimum({ version: [4, 3], number: Number.NaN }, minimum)).toBe("below")
  })

  const allowing = { allowPreRelease: true }

  test.each([
    [{ version: [4, 4], number: 1, preRelease: "beta" }, minimum],
    [
      { version: [4, 4], number: 1, preRelease: "beta" },
      { ...minimum, allowPreRelease: false },
    ],
    [
      { version: [4, 4], number: 1, preRelease: "beta" },
      { ...minimum, allowPreRelease: undefined },
    ],
    [beta, beta],
    [{ ...beta, number: 1571 }, beta],
  ])("finds the pre-release %j below %j, which allows none", (build, least) => {
    expect(meetsMinimum(build, least)).toBe("below")
    expect(meetsMinimum({ ...build, preRelease: undefined }, least)).toBe("meets")
  })

  test.each([
    [{ version: [4, 4], number: 1, preRelease: "beta" }, minimum, "meets"],
    [{ version: [4, 3], number: 1575, preRelease: "beta" }, minimum, "below"],
    [{ version: [4, 3], number: 9999, preRelease: "beta" }, minimum, "below"],
    [beta, beta, "meets"],
    [{ ...beta, number: 1569 }, beta, "below"],
    [{ ...beta, preRelease: "alpha" }, beta, "below"],
    [{ ...beta, preRelease: "gamma" }, beta, "meets"],
  ] as const)("judges the pre-release %j against %j as %s where pre-releases are allowed", (build, least, standing) => {
    expect(meetsMinimum(build, { ...least, ...allowing })).toBe(standing)
  })
})

describe("minimumFor", () => {
  test.each(desktops)("judges %s by the general minimum", (platform) => {
    expect(minimumFor(platform, rules)).toStrictEqual(minimum)
    expect(minimumFor(platform, { ...rules, byPlatform: { [platform]: undefined } })).toStrictEqual(minimum)
  })

  test.each(others)("judges %s only when listed", (platform) => {
    expect(minimumFor(platform, rules)).toBeNull()
    expect(minimumFor(platform, { ...rules, byPlatform: { [platform]: undefined } })).toBeNull()
    expect(minimumFor(platform, { ...rules, byPlatform: { [platform]: other } })).toStrictEqual(other)
  })

  it("lets a listed platform have its own minimum, an earlier one too, or none", () => {
    const early = { version: [1], number: 1 }
    expect(minimumFor("mac", { ...rules, byPlatform: { mac: early } })).toStrictEqual(early)
    expect(minimumFor("mac", { ...rules, byPlatform: { mac: null } })).toBeNull()
    expect(minimumFor("windows", { ...rules, byPlatform: { mac: null } })).toStrictEqual(minimum)
  })

  it("judges nobody without rules", () => expect(minimumFor("windows", null)).toBeNull())

  test.each(["constructor", "__proto__", "toString", "tablet"])("takes no platform %s from anywhere", (platform) => {
    expect(minimumFor(platform as Platform, withFeatures(codes))).toBeNull()
  })
})

describe("minimumFor, with features", () => {
  test.each(desktops)("asks %s for what a feature of no certain platform needs", (platform) => {
    expect(minimumFor(platform, withFeatures(codes))).toStrictEqual(neededForCodes)
  })

  test.each(others)("asks %s only for what a feature needs that names it", (platform) => {
    expect(minimumFor(platform, withFeatures(codes))).toBeNull()
    expect(minimumFor(platform, { ...withFeatures(codes), byPlatform: { [platform]: minimum } })).toStrictEqual(minimum)
    expect(minimumFor(platform, withFeatures({ ...codes, platforms: [platform] }))).toStrictEqual(neededForCodes)
  })

  it("applies a feature to the platforms that it names, and to no other", () => {
    const macOnly = withFeatures({ ...codes, platforms: ["ios", "mac"] })
    expect(minimumFor("mac", macOnly)).toStrictEqual(neededForCodes)
    expect(minimumFor("windows", macOnly)).toStrictEqual(minimum)
    expect(minimumFor("windows", withFeatures({ ...codes, platforms: [] }))).toStrictEqual(minimum)
  })

  it("lets a listed minimum and a feature compete", () => {
    expect(minimumFor("mac", { ...withFeatures(codes), byPlatform: { mac: other } })).toStrictEqual(other)
    expect(minimumFor("mac", { ...withFeatures(codes), byPlatform: { mac: before } })).toStrictEqual(neededForCodes)
  })

  it("asks a platform of which every build will do only for what a feature needs that names it", () => {
    const byPlatform = { mac: null }
    expect(minimumFor("mac", { ...withFeatures(codes), byPlatform })).toBeNull()
    const named = withFeatures({ ...codes, platforms: ["mac"] })
    expect(minimumFor("mac", { ...named, byPlatform })).toStrictEqual(neededForCodes)
  })

  test.each([
    ["an earlier one does not count", before, minimum],
    ["an equal one is not named", minimum, minimum],
    ["an equal one, spelled longer, is not named", { version: [4, 3, 0], number: 1575 }, minimum],
    ["a later one is named", after, { ...after, neededFor: "a" }],
  ])("compares a feature's minimum with the general one: %s", (_, needed, expected) => {
    const features = withFeatures({ feature: "a", minimum: needed })
    expect(minimumFor("linux", features)).toStrictEqual(expected)
    expect(groupMinimum(features)).toStrictEqual(expected)
  })

  it("names the feature that needs the latest build, of equals the first", () => {
    const early = { feature: "early", minimum: after }
    const again = { feature: "again", minimum: later }
    for (const features of [[early, codes, again], [codes, early, again], [codes]]) {
      expect(minimumFor("windows", withFeatures(...features))).toStrictEqual(neededForCodes)
    }
    expect(minimumFor("windows", withFeatures(again, codes))).toStrictEqual({ ...later, neededFor: "again" })
  })
})

describe("groupMinimum", () => {
  it("judges groups by the general minimum, whatever is listed for platforms", () => {
    expect(groupMinimum({ ...rules, byPlatform: { windows: null, mac: other } })).toStrictEqual(minimum)
    expect(groupMinimum(null)).toBeNull()
  })

  it("counts features of no certain platform alone", () => {
    expect(groupMinimum(withFeatures(codes))).toStrictEqual(neededForCodes)
    expect(groupMinimum(withFeatures({ ...codes, platforms: [...desktops] }))).toStrictEqual(minimum)
    const both = withFeatures({ feature: "a", minimum: other, platforms: ["windows"] }, codes)
    expect(groupMinimum(both)).toStrictEqual(neededForCodes)
  })
})

describe("allowPreRelease", () => {
  const features = [{ feature: "a", minimum: later }]

  it("is carried by every minimum where the rules set it", () => {
    const allowing = { ...rules, byPlatform: { ios: beta, mac: minimum }, allowPreRelease: true }
    expect(minimumFor("windows", allowing)).toStrictEqual({ ...minimum, allowPreRelease: true })
    expect(minimumFor("ios", allowing)).toStrictEqual({ ...beta, allowPreRelease: true })
    expect(groupMinimum(allowing)).toStrictEqual({ ...minimum, allowPreRelease: true })
    const needed = { ...later, neededFor: "a", allowPreRelease: true }
    expect(minimumFor("mac", { ...allowing, features })).toStrictEqual(needed)
    expect(groupMinimum({ ...allowing, features })).toStrictEqual(needed)
  })

  it("is no member where the rules do not set it, nor is anything else that is undefined", () => {
    const bare = { ...minimum, preRelease: undefined }
    const forbidding = { minimum: bare, byPlatform: { ios: bare }, features: undefined, allowPreRelease: false }
    for (const answer of [groupMinimum(forbidding), minimumFor("mac", forbidding), minimumFor("ios", forbidding)]) {
      expect(answer).toStrictEqual(minimum)
    }
    expect(groupMinimum({ ...forbidding, allowPreRelease: undefined, features })).toStrictEqual({
      ...later,
      neededFor: "a",
    })
  })
})
