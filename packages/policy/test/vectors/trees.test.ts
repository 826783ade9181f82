import { describe, expect, it } from "vitest"
import {
  type AccountUpdates,
  applyRemediation,
  checkReadiness,
  type GroupUpdates,
  parseBuild,
  type Readiness,
  type SettingChange,
  type SettingTarget,
  type UpdateSettings,
} from "../../src/index.js"
import { slowReady, slowStanding } from "../slow-resolver.js"
import { fromJson } from "./json-form.js"
import { readCases } from "./published.js"
import type { TreeInput } from "./tree-case.js"
import { resolvable } from "./trees.js"

/** The slow rules read no spellings. */
function spelledOut(updates: GroupUpdates): GroupUpdates {
  if (updates?.mode !== "infrequent") return updates
  const parsed = parseBuild(updates.build)
  return parsed.kind === "parsed" ? { ...updates, build: parsed.build } : updates
}

interface Expected {
  readonly groups: readonly { readonly standing: string }[]
  readonly readiness: { readonly kind: Readiness["kind"] }
  readonly plan: readonly Omit<SettingChange, "from">[] | null
}

const cases = readCases("trees", "resolve").map(({ id, input, expected }) => {
  return { id, settings: resolvable(fromJson(input) as TreeInput), expected: fromJson(expected) as Expected }
})

describe("by rules that were written a second time", () => {
  // They know no pre-releases.
  const comparable = cases.filter(({ settings: { minimum, catalogue } }) => {
    return minimum !== null && catalogue.every(({ build }) => build.preRelease === undefined)
  })

  it("most trees are compared", () => {
    expect(comparable.length).toBeGreaterThan(35)
  })

  it.each(comparable)("the standings and the readiness are these: $id", ({ settings, expected }) => {
    const minimum = settings.minimum as NonNullable<typeof settings.minimum>
    const slow = {
      ...settings,
      minimum,
      ungrouped: settings.ungrouped === true,
      updates: spelledOut(settings.updates) as AccountUpdates,
      groups: settings.groups.map((group) => ({ ...group, updates: spelledOut(group.updates) })),
    }
    expect(slow.groups.map((group) => slowStanding(slow, group))).toEqual(
      expected.groups.map(({ standing }) => standing),
    )
    expect(slowReady(slow)).toBe(expected.readiness.kind === "ready")
  })
})

it.each(cases.filter(({ expected: { plan } }) => plan !== null))(
  "after what is planned the account is ready: $id",
  ({ settings, expected: { plan } }) => {
    const changes = (plan ?? []).map((change) => ({ ...change, from: settingOf(settings, change.target) }))
    const applied = applyRemediation({ ...settings, version: 1, remediation: { changes, basedOnVersion: 1 } })
    if (applied.kind === "refused") throw new Error(applied.reasons[0].code)
    const changed = new Map(applied.changedGroups.map((group) => [group.id, group]))
    const groups = settings.groups.map((group) => changed.get(group.id) ?? group)
    expect(checkReadiness({ ...settings, updates: applied.updates, groups, version: 2 }).kind).toBe("ready")
  },
)

function settingOf({ updates, groups }: UpdateSettings, target: SettingTarget): GroupUpdates {
  const owner = target.kind === "account" ? { updates } : groups.find(({ id }) => id === target.groupId)
  if (owner === undefined) throw new Error("a plan names what is there")
  return owner.updates
}
