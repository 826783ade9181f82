import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { enabledAccount } from "../../test/enabled-account.js"
import { catalogue, frequent, group, inherit, pin, v41, v42, v43, v44 } from "../../test/groups.js"
import { newAccountRules } from "../account/account-rules.js"
import type { UpdateChange } from "./group-change.js"
import { type PreviewUpdateChangeInput, previewUpdateChange } from "./preview-update-change.js"

const off = newAccountRules()
const input = {
  account: off,
  settings: {
    updates: frequent,
    groups: [group("a", pin(v44)), group("b", inherit, "a"), group("c", inherit), group("d", pin(v43), "a")],
  },
  catalogue,
  minimum: v43,
  override: false,
  version: 7,
  now: noon,
}
const preview = (change: UpdateChange, more: Partial<PreviewUpdateChangeInput> = {}) =>
  previewUpdateChange({ ...input, change, ...more })
const touched = (change: UpdateChange) =>
  preview(change).affected.map(({ before, after }) => [
    (before ?? after)?.group.id,
    before?.effective ?? null,
    after?.effective ?? null,
  ])

describe("the groups that a change affects", () => {
  it("are those that follow the setting, and no others", () => {
    expect(touched({ kind: "set-updates", groupId: "a", updates: pin(v42) })).toEqual([
      ["a", v44, v42],
      ["b", v44, v42],
    ])
  })

  it("are all that inherit, when the account's setting changes", () => {
    expect(touched({ kind: "set-account-updates", updates: pin(v41) })).toEqual([["c", v43, v41]])
  })

  it("are those that come to another build which meets the minimum as well", () => {
    expect(touched({ kind: "set-account-updates", updates: pin(v44) })).toEqual([["c", v43, v44]])
  })

  it("are none of those whose build stays unknown", () => {
    const settings = { updates: pin("nonsense"), groups: [group("x", inherit)] }
    expect(preview({ kind: "set-account-updates", updates: pin("other") }, { settings }).affected).toEqual([])
    expect(preview({ kind: "set-account-updates", updates: frequent }, { settings }).affected).toHaveLength(1)
  })

  it("are the moved one, and what comes to another setting with it", () => {
    expect(touched({ kind: "move", groupId: "a", parentId: "c" })).toEqual([["a", v44, v44]])
    expect(touched({ kind: "move", groupId: "b", parentId: null })).toEqual([["b", v44, v43]])
  })

  it("are those that come to the same build by another setting", () => {
    expect(touched({ kind: "set-updates", groupId: "a", updates: inherit })).toEqual([
      ["a", v44, v43],
      ["b", v44, v43],
    ])
    const sameBuild = preview({ kind: "set-account-updates", updates: { ...pin(v43), lock: true } }).affected
    expect(sameBuild.map(({ before }) => before?.group.id)).toEqual(["a", "b", "d"])
  })

  it("are the added and the removed ones", () => {
    expect(touched({ kind: "put", groups: [group("e", inherit, "a")] })).toEqual([["e", null, v44]])
    expect(touched({ kind: "remove", groupId: "a", children: "move-up" })).toEqual([
      ["a", v44, null],
      ["b", v44, v43],
      ["d", v43, v43],
    ])
  })

  it("are those whose path is mended", () => {
    const settings = { updates: frequent, groups: [group("x", inherit, "gone"), group("y", inherit, "x")] }
    const { affected } = preview({ kind: "move", groupId: "x", parentId: null }, { settings })
    expect(affected.map(({ before, after }) => [before?.standing, after?.standing])).toEqual([
      ["unknown", "meets"],
      ["unknown", "meets"],
    ])
    expect(preview({ kind: "put", groups: [group("z", inherit)] }, { settings }).affected).toHaveLength(1)
  })

  it("are none when nothing changes", () => {
    expect(touched({ kind: "set-account-updates", updates: frequent })).toEqual([])
  })
})

describe("a preview", () => {
  const lowering: UpdateChange = { kind: "set-account-updates", updates: pin(v42) }

  it("shows the readiness afterwards", () => {
    expect(preview(lowering).readiness).toMatchObject({ kind: "blocked", total: 1 })
    expect(preview({ kind: "set-account-updates", updates: pin(v44) }).readiness.kind).toBe("ready")
  })

  it("refuses what would be refused while two-factor is on", () => {
    expect(preview(lowering).refusals).toEqual([])
    expect(preview(lowering, { account: enabledAccount }).refusals.map(({ code }) => code)).toEqual([
      "group-below-minimum",
    ])
    expect(preview(lowering, { account: enabledAccount, override: true }).refusals).toEqual([])
  })

  it("of a change that breaks the tree shows the present readiness and why", () => {
    const { affected, readiness, refusals } = preview({ kind: "move", groupId: "a", parentId: "b" })
    expect([affected, readiness.kind, refusals.map(({ code }) => code)]).toEqual([[], "ready", ["group-cycle"]])
  })
})
