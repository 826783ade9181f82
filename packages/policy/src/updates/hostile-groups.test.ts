import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { catalogue, chain, frequent, group, inherit, pin, v42, v43 } from "../../test/groups.js"
import { newAccountRules } from "../account/account-rules.js"
import type { Source } from "../reasons/reason.js"
import { applyUpdateChange } from "./apply-update-change.js"
import { previewUpdateChange } from "./preview-update-change.js"
import { checkReadiness } from "./readiness.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"

const facts = { catalogue, minimum: v43, now: noon }
const locked = { ...pin(v42), lock: true }
const idsIn = (sources: readonly Source[]) =>
  sources.reduce((sum, source) => sum + (source.kind === "group" ? source.path.length : 0), 0)

describe("a chain of 100,000 groups", () => {
  it("resolves in one pass below a lock, and names what the lock hides", () => {
    const groups = chain(100_000, (index) => (index === 0 ? locked : pin(v43)))
    const resolved = resolveUpdateSettings({ ...facts, updates: frequent, groups }).groups
    expect(resolved.every(({ standing }) => standing === "below")).toBe(true)
    expect(resolved.at(-1)?.lost).toHaveLength(100)
  }, 5_000)

  it("is planned for in one pass", () => {
    const readiness = checkReadiness({
      ...facts,
      updates: frequent,
      groups: chain(100_000, () => pin(v42)),
      version: 1,
    })
    expect(readiness).toMatchObject({ kind: "blocked", total: 100_000 })
    if (readiness.kind === "ready") throw new Error("blocked")
    expect(readiness.remediation?.changes).toHaveLength(100_000)
  }, 5_000)

  it("listed deepest first is checked in one pass, and names no long path", () => {
    const groups = chain(100_000, (index) => (index === 0 ? pin(v42) : inherit)).toReversed()
    const readiness = checkReadiness({ ...facts, updates: frequent, groups, version: 1 })
    if (readiness.kind === "ready") throw new Error("blocked")
    expect([readiness.total, readiness.blockers.length]).toEqual([100_000, 100])
    expect(readiness.blockers[0].source).toMatchObject({ groupId: "g0", skipped: 99_980 })
    expect(idsIn(readiness.blockers.map(({ source }) => source))).toBe(2_000)
    expect(readiness.remediation?.changes).toHaveLength(1)
  }, 2_000)

  it("is described whole without ever walking a path to its end", () => {
    const groups = chain(100_000, (index) => (index === 0 ? locked : index === 1 ? pin(v43) : inherit)).toReversed()
    const resolved = resolveUpdateSettings({ ...facts, updates: frequent, groups }).groups
    const sources = resolved.flatMap(({ source, lost }) => [source, ...lost.map((setting) => setting.source)])
    expect(sources).toHaveLength(100_000 + 2 * 100_000 - 1)
    expect(idsIn(sources)).toBeLessThan(2 * 20 * 100_000)
  }, 5_000)

  it("is moved, and previewed, in one pass", () => {
    const groups = [...chain(100_000, () => inherit), group("other", pin(v42))]
    const change = { kind: "move", groupId: "g0", parentId: "other" } as const
    const settings = { updates: frequent, groups }
    const input = { ...facts, settings, change, override: false, version: 1 }
    const { affected, readiness } = previewUpdateChange({ ...input, account: newAccountRules() })
    expect([affected.length, readiness.kind]).toEqual([100_000, "blocked"])
    expect(applyUpdateChange(settings, { ...change, parentId: "g99999" }).kind).toBe("refused")
  }, 10_000)

  it("that ends in itself is reported once, with all its groups", () => {
    const [first, ...others] = chain(100_000, () => inherit)
    if (first === undefined) throw new Error("a group")
    const groups = [{ ...first, parentId: "g99999" }, ...others]
    const { problems } = resolveUpdateSettings({ ...facts, updates: frequent, groups })
    expect(problems.map(({ code }) => code)).toEqual(["group-cycle"])
  }, 5_000)
})

it("a million groups are checked and planned for in linear time", () => {
  const groups = Array.from({ length: 1_000_000 }, (_, index) =>
    group(`g${index}`, index % 5 === 0 ? pin(v42) : inherit, index === 0 ? null : `g${(index - 1) >> 3}`),
  )
  const readiness = checkReadiness({ ...facts, updates: frequent, groups, version: 1 })
  if (readiness.kind === "ready") throw new Error("blocked")
  expect(readiness.remediation?.changes).toHaveLength(200_000)
  expect(readiness.remediation?.changes.reduce((sum, { fixes }) => sum + fixes, 0)).toBe(readiness.total)
}, 30_000)

describe("names that a careless look-up would stumble over", () => {
  const names = ["__proto__", "constructor", "hasOwnProperty", "toString", "", "\u0000", "x".repeat(100_000), "\ud800"]

  it("are ids like any other", () => {
    const groups = names.map((name, index) => group(name, index === 0 ? pin(v43) : inherit, names[index - 1] ?? null))
    const resolved = resolveUpdateSettings({ ...facts, updates: pin(v42), groups })
    expect(resolved.problems).toEqual([])
    expect(resolved.groups.map(({ standing }) => standing)).toEqual(names.map(() => "meets"))
  })

  it("are missing parents when they are missing", () => {
    for (const name of names) {
      const { problems } = resolveUpdateSettings({ ...facts, updates: frequent, groups: [group("a", inherit, name)] })
      expect(problems.map(({ code }) => code)).toEqual(["group-parent-missing"])
    }
  })

  it("are no groups when a change names them", () => {
    for (const groupId of names) {
      const answer = applyUpdateChange({ updates: frequent, groups: [] }, { kind: "move", groupId, parentId: null })
      expect(answer).toMatchObject({ kind: "refused", reasons: [{ code: "group-unknown" }] })
    }
  })
})
