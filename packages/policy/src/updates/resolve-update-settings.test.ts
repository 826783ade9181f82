import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import {
  catalogue,
  catalogueWith,
  chain,
  frequent,
  group,
  inherit,
  pin,
  v41,
  v42,
  v43,
  v44,
} from "../../test/groups.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"

const facts = { catalogue, minimum: v43, now: noon }

describe("the setting that counts", () => {
  it("is the group's own, else the nearest on the path, else the account's", () => {
    const groups = [
      group("a", inherit),
      group("b", pin(v42)),
      group("c", inherit, "b"),
      group("d", inherit, "c"),
      group("e", pin(v44), "d"),
    ]
    const { groups: resolved } = resolveUpdateSettings({ ...facts, updates: pin(v43), groups })
    expect(resolved.map(({ effective, standing, source }) => ({ effective, standing, source }))).toEqual([
      { effective: v43, standing: "meets", source: { kind: "account" } },
      { effective: v42, standing: "below", source: { kind: "group", groupId: "b", path: ["b"] } },
      { effective: v42, standing: "below", source: { kind: "group", groupId: "b", path: ["c", "b"] } },
      { effective: v42, standing: "below", source: { kind: "group", groupId: "b", path: ["d", "c", "b"] } },
      { effective: v44, standing: "meets", source: { kind: "group", groupId: "e", path: ["e"] } },
    ])
    expect(resolved.map(({ group }) => group)).toEqual(groups)
  })

  it("hides the settings further up, nearest first", () => {
    const groups = [group("a", pin(v42)), group("b", inherit, "a"), group("c", frequent, "b"), group("d", inherit, "c")]
    const [a, b, , d] = resolveUpdateSettings({ ...facts, updates: pin(v41), groups }).groups
    const why = "overridden"
    const account = { source: { kind: "account" }, updates: pin(v41), why }
    expect(a?.lost).toEqual([account])
    expect(b?.lost).toEqual([account])
    expect(d?.lost).toEqual([
      { source: { kind: "group", groupId: "a", path: ["d", "c", "b", "a"] }, updates: pin(v42), why },
      account,
    ])
  })

  it("hides nothing where the account's counts", () => {
    expect(
      resolveUpdateSettings({ ...facts, updates: frequent, groups: [group("a", inherit)] }).groups[0]?.lost,
    ).toEqual([])
  })

  it("can be written as JSON", () => {
    const { groups } = resolveUpdateSettings({ ...facts, updates: frequent, groups: [group("a", pin(v42))] })
    expect(JSON.parse(JSON.stringify(groups[0]))).toMatchObject({
      source: { groupId: "a" },
      lost: [{ source: { kind: "account" } }],
    })
  })
})

describe("the build that a setting leads to", () => {
  const account = (
    updates: Parameters<typeof resolveUpdateSettings>[0]["updates"],
    change: Partial<typeof facts> = {},
  ) => resolveUpdateSettings({ ...facts, updates, groups: [], ...change }).account

  it("is the newest default for frequent updates", () => {
    expect(account(frequent)).toEqual({ effective: v43, floor: v43, standing: "meets", reasons: [] })
  })

  it("is the vendor's fault when the newest default is below the minimum", () => {
    expect(account(frequent, { minimum: v44 })).toEqual({
      effective: v43,
      floor: v43,
      standing: "below",
      reasons: [
        { code: "minimum-unreachable", params: { newestDefault: v43, minimum: v44 }, source: { kind: "product" } },
      ],
    })
  })

  it("leaves clients that lag behind on the earliest default build", () => {
    const both = catalogueWith(v42, { defaultFrom: noon })
    expect(account(frequent, { catalogue: both })).toMatchObject({ effective: v43, floor: v42, standing: "meets" })
    expect(account(pin(v43), { catalogue: both })).toMatchObject({ effective: v43, floor: v43 })
  })

  it("is not known for frequent updates when there is no default", () => {
    const reason = { code: "newest-default-unknown", params: {}, source: { kind: "product" } }
    expect(account(frequent, { catalogue: [] })).toEqual({
      effective: null,
      floor: null,
      standing: "unknown",
      reasons: [reason],
    })
  })

  it("is the pinned one, however it is spelled", () => {
    expect(account(pin("4.3.0, Build 1575"))).toMatchObject({ standing: "meets", reasons: [] })
  })

  it("is the pinned one as it is where the vendor gave no list", () => {
    const build = { version: [9], number: 9 }
    expect(account(pin(build), { catalogue: [] })).toEqual({
      effective: build,
      floor: build,
      standing: "meets",
      reasons: [],
    })
  })

  it("is the newest default once the pinned one is withdrawn, and says so", () => {
    const withdrawn = catalogueWith(v44, { withdrawnAt: noon })
    expect(account(pin(v44), { catalogue: withdrawn })).toEqual({
      effective: v43,
      floor: v43,
      standing: "meets",
      reasons: [{ code: "pin-withdrawn", params: { pinned: v44, effective: v43 }, source: { kind: "account" } }],
    })
    expect(account(pin(v44), { catalogue: withdrawn, now: noon - 1 })).toMatchObject({ effective: v44, reasons: [] })
  })

  it("is the newest default at the very instant at which the pinned one comes and goes", () => {
    const fleeting = catalogueWith(v44, { availableFrom: noon, withdrawnAt: noon })
    expect(account(pin(v44), { catalogue: fleeting })).toMatchObject({
      effective: v43,
      reasons: [{ code: "pin-withdrawn" }],
    })
  })

  it("is not known when the pinned one is withdrawn and there is no default", () => {
    const bare = catalogueWith(v43, { withdrawnAt: noon })
    expect(account(pin(v43), { catalogue: bare })).toMatchObject({
      standing: "unknown",
      reasons: [{ code: "newest-default-unknown" }],
    })
  })

  it.each([
    ["a build that is not in the catalogue", "v9.9 b9", "v9.9 b9"],
    ["a text that is no build", `nonsense${"!".repeat(100)}`, `nonsense${"!".repeat(56)}`],
  ])("is not known for %s", (_, build, named) => {
    const reason = { code: "pin-unknown", params: { build: named }, source: { kind: "account" } }
    expect(account(pin(build))).toEqual({ effective: null, floor: null, standing: "unknown", reasons: [reason] })
  })

  it("is not known for a build that cannot be installed yet", () => {
    const later = catalogueWith(v44, { availableFrom: noon + 1 })
    expect(account(pin(v44), { catalogue: later })).toMatchObject({ standing: "unknown" })
  })

  it("is not known for an object that is no build", () => {
    const broken = { version: [], number: 1 }
    expect(account(pin(broken))).toMatchObject({ standing: "unknown", reasons: [{ params: { build: "" } }] })
  })

  it("will do whatever it is where there is no minimum", () => {
    const without = { ...facts, minimum: null, groups: [group("a", pin(v41))] }
    expect(resolveUpdateSettings({ ...without, updates: frequent })).toMatchObject({
      account: { effective: v43, standing: "meets" },
      groups: [{ effective: v41, standing: "meets" }],
    })
    expect(resolveUpdateSettings({ ...without, catalogue: [], updates: frequent }).account).toEqual({
      effective: null,
      floor: null,
      standing: "meets",
      reasons: [],
    })
  })
})

describe("a lock", () => {
  const locked = (updates: ReturnType<typeof pin>) => ({ ...updates, lock: true })
  const at = (id: string, path = [id]) => ({ kind: "group", groupId: id, path })

  it("on the account holds for every group, and keeps their own settings without effect", () => {
    const groups = [group("a", pin(v42)), group("b", inherit, "a")]
    const [a, b] = resolveUpdateSettings({ ...facts, updates: locked(pin(v43)), groups }).groups
    expect([a?.effective, a?.source, a?.lost]).toEqual([
      v43,
      { kind: "account" },
      [{ source: at("a"), updates: pin(v42), why: "locked" }],
    ])
    expect([b?.standing, b?.lost]).toEqual([
      "meets",
      [{ source: at("a", ["b", "a"]), updates: pin(v42), why: "locked" }],
    ])
  })

  it("on a group holds for what lies in it, and for the group itself", () => {
    const groups = [
      group("a", locked(pin(v43))),
      group("b", pin(v42), "a"),
      group("c", pin(v41)),
      group("d", inherit, "b"),
    ]
    const [a, b, c, d] = resolveUpdateSettings({ ...facts, updates: pin(v44), groups }).groups
    expect([a, b, c, d].map((each) => each?.effective)).toEqual([v43, v43, v41, v43])
    expect(b?.source).toEqual(at("a", ["b", "a"]))
    expect(d?.lost).toEqual([
      { source: at("b", ["d", "b"]), updates: pin(v42), why: "locked" },
      { source: { kind: "account" }, updates: pin(v44), why: "overridden" },
    ])
  })

  it("nearer to the account wins over one further down", () => {
    const groups = [group("a", locked(pin(v43))), group("b", locked(pin(v42)), "a"), group("c", pin(v41), "b")]
    const resolved = resolveUpdateSettings({ ...facts, updates: frequent, groups }).groups
    expect(resolved.map(({ effective }) => effective)).toEqual([v43, v43, v43])
  })

  it("that is false is no lock", () => {
    const updates = { ...pin(v43), lock: false }
    expect(resolveUpdateSettings({ ...facts, updates, groups: [group("a", pin(v42))] }).groups[0]?.effective).toEqual(
      v42,
    )
  })
})

describe("a broken tree", () => {
  it("is reported, makes no group on it eligible, and leaves the others alone", () => {
    const groups = [
      group("fine", inherit),
      group("c", pin(v43), "b"),
      group("b", inherit, "a"),
      group("a", inherit, "c"),
      group("below", pin(v43), "b"),
      group("self", inherit, "self"),
      group("orphan", pin(v43), "gone"),
      group("child", inherit, "orphan"),
      group("twin", pin(v43)),
      group("twin", inherit, "twin"),
      group("of-twin", pin(v43), "twin"),
    ]
    const { groups: resolved, problems } = resolveUpdateSettings({ ...facts, updates: frequent, groups })
    const [fine, ...others] = resolved
    expect(fine?.standing).toBe("meets")
    for (const { group, effective, standing, source, lost } of others) {
      expect([effective, standing, lost]).toEqual([null, "unknown", []])
      expect(source).toEqual({ kind: "group", groupId: group.id, path: [group.id] })
    }
    expect(problems.map(({ code, params }) => ({ code, params }))).toEqual([
      { code: "group-cycle", params: { path: ["a", "c", "b", "a"] } },
      { code: "group-cycle", params: { path: ["self", "self"] } },
      { code: "group-parent-missing", params: { groupId: "orphan", parentId: "gone" } },
      { code: "group-duplicate", params: { groupId: "twin", positions: [8, 9], count: 2 } },
    ])
  })
})

describe("problems", () => {
  it("name each odd setting once, with its place", () => {
    const groups = [group("a", pin("v9 b9")), group("b", inherit, "a"), group("c", frequent), group("d", frequent)]
    const { problems } = resolveUpdateSettings({ ...facts, minimum: v44, updates: pin("v8 b8"), groups })
    expect(problems.map(({ code, source }) => [code, source])).toEqual([
      ["pin-unknown", { kind: "account" }],
      ["pin-unknown", { kind: "group", groupId: "a", path: ["a"] }],
      ["minimum-unreachable", { kind: "product" }],
    ])
  })
})

describe("groups of one id", () => {
  const positions = (count: number) => {
    const groups = [group("a", inherit), ...Array.from({ length: count }, () => group("twin", inherit))]
    return resolveUpdateSettings({ ...facts, updates: frequent, groups }).problems.map(({ params }) => params)
  }
  const from1 = (length: number) => Array.from({ length }, (_, index) => index + 1)

  it("are named once with their positions in the list, of many the first 100, and counted", () => {
    expect(positions(2)).toEqual([{ groupId: "twin", positions: [1, 2], count: 2 }])
    expect(positions(100)).toEqual([{ groupId: "twin", positions: from1(100), count: 100 }])
    expect(positions(101)).toEqual([{ groupId: "twin", positions: from1(100), count: 101 }])
  })
})

describe("100,000 groups", () => {
  const deep = (updates: Parameters<typeof chain>[1]) => ({
    ...facts,
    updates: pin(v42),
    groups: chain(100_000, updates),
  })

  it("resolve in one pass when each lies in the one before", () => {
    const { groups } = resolveUpdateSettings(deep(() => inherit))
    expect(groups.every(({ standing }) => standing === "below")).toBe(true)
  }, 5_000)

  it("hide at most 100 settings from each other", () => {
    const { groups } = resolveUpdateSettings(deep(() => pin(v43)))
    expect(groups.at(-1)?.lost).toHaveLength(100)
  }, 5_000)
})
