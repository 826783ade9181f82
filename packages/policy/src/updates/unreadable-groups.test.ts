import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { enabledAccount } from "../../test/enabled-account.js"
import { catalogue, catalogueWith, frequent, group, inherit, pin, v42, v43 } from "../../test/groups.js"
import { timeline } from "../timeline/timeline.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { DeviceGroup } from "./device-group.js"
import { previewUpdateChange } from "./preview-update-change.js"
import { checkReadiness } from "./readiness.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"
import { checkUpdateChange } from "./update-change.js"

const facts = { catalogue, minimum: v43, now: noon }
const at = (position: number) => ({ code: "updates-malformed", params: { position }, source: { kind: "account" } })
const as = (value: unknown) => value as readonly DeviceGroup[]
const readable = [group("a", inherit), group("b", pin(v43), "a")] as const

/** What a store may hold in place of a group. */
const unreadable = [
  null,
  undefined,
  7,
  "a",
  [],
  {},
  { id: 7 },
  { ...group("a", inherit), id: null },
  { id: Symbol("a") },
]

describe.each(unreadable)("what is no group (%o) in the list of groups", (value) => {
  const groups = as([readable[0], value, readable[1]])
  const settings = { updates: frequent, groups }

  it("keeps the account from being ready, and says where it stands", () => {
    expect(checkReadiness({ ...facts, ...settings, version: 1 })).toEqual({
      kind: "blocked",
      blockers: [at(1)],
      total: 1,
      warnings: [],
      remediation: null,
    })
  })

  it("is unknown, and the others still resolve", () => {
    const { groups: resolved, problems } = resolveUpdateSettings({ ...facts, ...settings })
    expect(resolved.map(({ standing, group: { id } }) => [id, standing])).toEqual([
      ["a", "meets"],
      ["\u0000unreadable", "unknown"],
      ["b", "meets"],
    ])
    expect(resolved.map(({ lost, source }) => [lost.length, source.kind])).toEqual([
      [0, "account"],
      [0, "group"],
      [1, "group"],
    ])
    expect(problems).toEqual([at(1)])
  })

  it("does not keep the others from a change, which is previewed as it is made", () => {
    const change = { kind: "set-updates", groupId: "a", updates: pin(v42) } as const
    const applied = applyUpdateChange(settings, change)
    expect(applied).toMatchObject({ kind: "applied", writes: { put: [group("a", pin(v42))] } })
    if (applied.kind === "refused") throw new Error("applied")
    expect(checkReadiness({ ...facts, ...applied.after, version: 1 })).toMatchObject({ kind: "blocked", total: 2 })
    const input = { ...facts, account: enabledAccount, settings, change, override: true, version: 1 }
    expect(previewUpdateChange(input).affected.map(({ after }) => after?.group.id)).toEqual(["a"])
    const before = { updates: frequent, groups: readable }
    const checked = { ...facts, account: enabledAccount, override: false }
    expect(checkUpdateChange({ ...checked, before, after: settings })).toMatchObject({ reasons: [at(1)] })
    expect(checkUpdateChange({ ...checked, before: settings, after: settings })).toEqual({ kind: "allowed" })
  })

  it("does not keep a timeline from telling of the others", () => {
    const later = catalogueWith(v43, { withdrawnAt: noon + 5 })
    const span = { catalogue: later, minimum: v43, from: noon, until: noon + 10 }
    const entries = timeline({ ...span, account: { ...enabledAccount, updates: frequent }, groups })
    expect(entries).toEqual(timeline({ ...span, account: { ...enabledAccount, updates: frequent }, groups: readable }))
    expect(entries.map((entry) => entry.at)).toContain(noon + 5)
  })
})

it("what stands in the place of what is no group is no group either, after JSON as well", () => {
  const change = { kind: "set-updates", groupId: "a", updates: inherit } as const
  const applied = applyUpdateChange({ updates: frequent, groups: as([readable[0], null]) }, change)
  if (applied.kind === "refused") throw new Error("applied")
  const groups = as(JSON.parse(JSON.stringify(applied.after.groups)))
  const stored = { updates: frequent, groups }
  expect(checkReadiness({ ...facts, ...stored, version: 1 })).toMatchObject({ blockers: [at(1)], total: 1 })
  expect(applyUpdateChange(stored, { kind: "put", groups })).toMatchObject({ reasons: [at(1)] })
  const id = groups[1]?.id as string
  expect(applyUpdateChange(stored, { kind: "remove", groupId: id, children: "refuse" })).toMatchObject({
    reasons: [{ code: "group-unknown" }],
  })
})

it("a list of groups with holes, or what is no list, keeps the account from being ready", () => {
  const settings = { ...facts, updates: frequent, version: 1 }
  expect(checkReadiness({ ...settings, groups: new Array<DeviceGroup>(2) })).toMatchObject({
    blockers: [at(0), at(1)],
  })
  for (const groups of [null, undefined, {}, "ab", 7]) {
    expect(checkReadiness({ ...settings, groups: as(groups) })).toMatchObject({ kind: "blocked", blockers: [at(0)] })
  }
})
