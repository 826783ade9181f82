import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { catalogue, group, inherit, pin, v41, v42, v43 } from "../../test/groups.js"
import { applyRemediation } from "./apply-remediation.js"
import { checkReadiness } from "./readiness.js"
import type { SettingChange } from "./remediation.js"
import type { AccountUpdates, GroupUpdates } from "./update-settings.js"

const account = { kind: "account" } as const
const a = { kind: "group", groupId: "a" } as const
const settings = { updates: pin("v4.2 b1400"), groups: [group("a", pin(v41)), group("b", inherit)] }
const applyAt = (version: number, ...changes: readonly Omit<SettingChange, "fixes">[]) =>
  applyRemediation({
    ...settings,
    version,
    remediation: { basedOnVersion: 7, changes: changes.map((change) => ({ ...change, fixes: 1 })) },
  })
const apply = (...changes: readonly Omit<SettingChange, "fixes">[]) => applyAt(7, ...changes)

describe("applyRemediation", () => {
  it("gives the account's setting and the groups that changed", () => {
    expect(
      apply({ target: account, from: pin(v42), to: pin(v43) }, { target: a, from: pin(v41), to: inherit }),
    ).toEqual({
      kind: "applied",
      updates: pin(v43),
      changedGroups: [group("a", inherit)],
    })
  })

  it("leaves the account alone when the plan does", () => {
    expect(apply({ target: a, from: pin("4.1, Build 1200"), to: inherit })).toMatchObject({ updates: settings.updates })
  })

  const refused = {
    kind: "refused",
    reasons: [{ code: "changed-meanwhile", params: { version: 7 }, source: { kind: "account" } }],
  }
  const good = { target: account, from: pin(v42), to: pin(v43) } as const

  it.each<[string, Omit<SettingChange, "fixes">]>([
    ["the account was pinned to another build", { target: account, from: pin(v41), to: pin(v43) }],
    ["the account is pinned and was not", { target: account, from: { mode: "frequent" }, to: pin(v43) }],
    ["a group was set differently", { target: a, from: inherit, to: pin(v43) }],
    ["a group was pinned to what is no build", { target: a, from: pin("nonsense"), to: pin(v43) }],
    ["the account was locked", { target: account, from: { ...pin(v42), lock: true }, to: pin(v43) }],
    ["a group is gone", { target: { kind: "group", groupId: "gone" }, from: inherit, to: pin(v43) }],
  ])("changes nothing when %s", (_, change) => {
    expect(apply(change)).toEqual(refused)
    if (change.target.kind === "group") expect(apply(good, change)).toEqual(refused)
  })

  it.each([6, 8])("changes nothing when the settings are of version %i and the plan is of 7", (version) => {
    const reasons = [{ code: "changed-meanwhile", params: { version }, source: { kind: "account" } }]
    expect(applyAt(version, good)).toEqual({ kind: "refused", reasons })
  })

  it("recognises a pin that is no build by its text", () => {
    const groups = [group("a", pin("nonsense"))]
    const changes = [{ target: a, from: pin("nonsense"), to: inherit, fixes: 1 }]
    const remediation = { basedOnVersion: 7, changes }
    const applied = applyRemediation({ updates: pin(v42), groups, remediation, version: 7 })
    expect(applied).toMatchObject({ kind: "applied", changedGroups: [{ updates: inherit }] })
  })

  it("makes a plan's changes of pins that are no builds after settings and plan went through JSON", () => {
    const noBuild = { mode: "infrequent", build: { version: "4.3", number: 1, preRelease: undefined } }
    const facts = { catalogue, minimum: v43, now: noon, version: 7 }
    const given = { updates: noBuild as unknown as AccountUpdates, groups: [group("a", noBuild as never)] }
    const readiness = checkReadiness({ ...given, ungrouped: true, ...facts })
    if (readiness.kind === "ready" || readiness.remediation === null) throw new Error("a plan")
    expect(readiness.remediation.changes).toHaveLength(2)
    const stored = JSON.parse(JSON.stringify(given)) as typeof given
    const remediation = JSON.parse(JSON.stringify(readiness.remediation)) as typeof readiness.remediation
    const applied = applyRemediation({ ...stored, remediation, version: 7 })
    if (applied.kind === "refused") throw new Error(applied.reasons[0].code)
    const after = { updates: applied.updates, groups: applied.changedGroups }
    expect(checkReadiness({ ...after, ungrouped: true, ...facts }).kind).toBe("ready")
  })

  it("refuses a plan that would set what is no setting, and says so of each place", () => {
    const banana = { mode: "banana" } as unknown as GroupUpdates
    const [good, bad] = [pin(v43), (source: object) => ({ code: "updates-malformed", params: {}, source })]
    const ofGroup = bad({ kind: "group", groupId: "a", path: ["a"] })
    for (const to of [banana, null as never]) {
      expect(apply({ target: account, from: pin(v42), to }, { target: a, from: pin(v41), to: good })).toEqual({
        kind: "refused",
        reasons: [bad(account)],
      })
      expect(apply({ target: account, from: pin(v42), to }, { target: a, from: pin(v41), to })).toEqual({
        kind: "refused",
        reasons: [bad(account), ofGroup],
      })
    }
    const stale = { target: a, from: pin(v42), to: good }
    expect(apply({ target: account, from: pin(v42), to: inherit }, stale)).toEqual({
      kind: "refused",
      reasons: [bad(account)],
    })
  })

  it.each([0, 1])("changes neither of two groups with one id, whichever comes first (%i)", (from) => {
    const groups = [group("a", pin(v41)), group("a", pin(v42)), group("a", pin(v41))].slice(from, from + 2)
    const change = { target: a, from: pin(v41), to: pin(v43), fixes: 1 }
    const remediation = { basedOnVersion: 7, changes: [change] }
    expect(applyRemediation({ updates: pin(v42), groups, remediation, version: 7 })).toEqual(refused)
  })

  it("refuses a plan of another version as that, whatever it would set", () => {
    expect(applyAt(8, { target: a, from: pin(v41), to: null as never })).toMatchObject({
      reasons: [{ code: "changed-meanwhile" }],
    })
  })

  it("changes nothing when a plan names a group twice", () => {
    const change = { target: a, from: pin(v41), to: inherit }
    expect(apply(change, change)).toEqual(refused)
  })
})
