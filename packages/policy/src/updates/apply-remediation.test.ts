import { describe, expect, it } from "vitest"
import { group, inherit, pin, v41, v42, v43 } from "../../test/groups.js"
import { applyRemediation } from "./apply-remediation.js"
import type { SettingChange } from "./remediation.js"

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
    ["the account cannot inherit", { target: account, from: pin(v42), to: inherit }],
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

  it("changes nothing when a plan names a group twice", () => {
    const change = { target: a, from: pin(v41), to: inherit }
    expect(apply(change, change)).toEqual(refused)
  })
})
