import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { enabledAccount } from "../../test/enabled-account.js"
import { catalogue, frequent, group, inherit, pin, v42, v43 } from "../../test/groups.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { DeviceGroup } from "./device-group.js"
import { previewUpdateChange } from "./preview-update-change.js"
import { checkReadiness } from "./readiness.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"
import type { AccountUpdates } from "./update-settings.js"

/** What a store may hold in place of a setting. */
const unreadable = [null, undefined, 1, "frequent", [], {}, { mode: null }, { mode: "toString" }, () => frequent]
const as = <T>(value: unknown) => value as T
const facts = { catalogue, minimum: v43, now: noon }
const locked = { ...pin(v43), lock: true }

describe.each(unreadable)("a setting that cannot be read (%o)", (value) => {
  const broken = (parentId: string | null = null) => group("broken", as(value), parentId)
  const malformed = (id = "broken") => ({
    code: "updates-malformed",
    params: {},
    source: { kind: "group", groupId: id, path: [id] },
  })
  const check = (groups: readonly DeviceGroup[], account = { updates: frequent as AccountUpdates }) =>
    checkReadiness({ ...facts, ...account, groups, version: 1 })

  it("keeps its group from the minimum, and what lies in it, and says why once", () => {
    const groups = [broken(), group("a", pin(v43), "broken"), group("b", inherit, "a"), group("c", inherit)]
    expect(check(groups)).toEqual({
      kind: "blocked",
      blockers: [malformed()],
      total: 1,
      warnings: [],
      remediation: null,
    })
    const { groups: resolved, problems } = resolveUpdateSettings({ ...facts, updates: frequent, groups })
    expect(resolved.map(({ standing }) => standing)).toEqual(["unknown", "unknown", "unknown", "meets"])
    expect(problems).toEqual([malformed()])
    expect(resolved[1]?.lost.map(({ why }) => why)).toEqual(["locked", "overridden"])
  })

  it("is without effect below a lock", () => {
    expect(check([broken()], { updates: locked }).kind).toBe("ready")
    expect(check([group("a", locked), broken("a")]).kind).toBe("ready")
  })

  it("of the account keeps every group from the minimum", () => {
    expect(check([group("a", pin(v43)), group("b", inherit)], { updates: as(value) })).toMatchObject({
      blockers: [{ ...malformed(), source: { kind: "account" } }],
      total: 1,
      remediation: null,
    })
  })

  it("is not written, neither of a group nor of the account", () => {
    const settings = { updates: frequent, groups: [group("a", inherit)] }
    const refused = { kind: "refused", reasons: [malformed("a")] }
    expect(applyUpdateChange(settings, { kind: "set-updates", groupId: "a", updates: as(value) })).toEqual(refused)
    expect(applyUpdateChange(settings, { kind: "put", groups: [broken()] })).toEqual({
      kind: "refused",
      reasons: [malformed()],
    })
    expect(applyUpdateChange(settings, { kind: "set-account-updates", updates: as(value) })).toMatchObject({
      reasons: [{ code: "updates-malformed", source: { kind: "account" } }],
    })
  })

  it("is mended by another, and does not keep its group from moving", () => {
    const settings = { updates: frequent, groups: [broken(), group("a", inherit), group("b", inherit, "broken")] }
    const input = { ...facts, account: enabledAccount, settings, override: false, version: 1 }
    const mended = previewUpdateChange({
      ...input,
      change: { kind: "set-updates", groupId: "broken", updates: inherit },
    })
    expect([mended.affected.length, mended.readiness.kind, mended.refusals]).toEqual([2, "ready", []])
    const moved = previewUpdateChange({ ...input, change: { kind: "move", groupId: "broken", parentId: "a" } })
    expect([moved.affected.length, moved.readiness.kind, moved.refusals]).toEqual([1, "blocked", []])
  })
})

it("an account that inherits has no setting that can be read", () => {
  const readiness = checkReadiness({ ...facts, updates: as(inherit), groups: [group("a", inherit)], version: 1 })
  expect(readiness).toMatchObject({ kind: "blocked", blockers: [{ code: "updates-malformed" }] })
  const change = { kind: "set-account-updates", updates: as<AccountUpdates>(inherit) } as const
  expect(applyUpdateChange({ updates: pin(v42), groups: [] }, change).kind).toBe("refused")
})
