import { describe, expect, it, test } from "vitest"
import type { Platform } from "./client.js"
import { type MinimumRules, meetsMinimum, minimumFor } from "./minimum.js"

const minimum = { version: [4, 3], number: 1575 }
const other = { version: [9], number: 1 }

describe("meetsMinimum", () => {
  test.each([
    [{ version: [4, 3], number: 1575 }, "meets"],
    [{ version: [4, 4], number: 1 }, "meets"],
    [{ version: [4, 3], number: 1574 }, "below"],
    [null, "unknown"],
  ] as const)("judges %j as %s", (build, standing) => expect(meetsMinimum(build, minimum)).toBe(standing))
})

describe("minimumFor", () => {
  const rules: MinimumRules = { minimum, byPlatform: {} }

  test.each(["windows", "mac", "linux"] as const)("judges %s by the general minimum", (platform) => {
    expect(minimumFor(platform, rules)).toEqual(minimum)
  })

  test.each(["web", "ios", "android", "cli"] as const)("judges %s only when listed", (platform) => {
    expect(minimumFor(platform, rules)).toBeNull()
    expect(minimumFor(platform, { ...rules, byPlatform: { [platform]: other } })).toEqual(other)
  })

  it("lets a listed platform have its own minimum, or none", () => {
    expect(minimumFor("mac", { ...rules, byPlatform: { mac: other } })).toEqual(other)
    expect(minimumFor("mac", { ...rules, byPlatform: { mac: null } })).toBeNull()
  })

  it("judges nobody without rules", () => expect(minimumFor("windows", null)).toBeNull())

  it("takes no platform from the prototype", () => {
    expect(minimumFor("constructor" as Platform, rules)).toBeNull()
  })
})
