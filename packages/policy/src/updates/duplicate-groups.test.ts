import { describe, expect, it } from "vitest"
import { frequent, group, inherit, pin, v42, v43 } from "../../test/groups.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { DeviceGroup } from "./device-group.js"
import type { UpdateChange } from "./group-change.js"

const groups = [group("a", pin(v42)), group("b", inherit, "a"), group("a", pin(v43), "c"), group("c", inherit)]
const orders = [
  ["in one order", groups],
  ["in the other", groups.toReversed()],
] as const
const apply = (change: UpdateChange, from: readonly DeviceGroup[]) =>
  applyUpdateChange({ updates: frequent, groups: from }, change)
const placesOf = (from: readonly DeviceGroup[], id: string) =>
  from.flatMap((each, index) => (each.id === id ? [index] : []))
const twice = (id: string, from: readonly DeviceGroup[]) => ({
  code: "group-duplicate",
  params: { groupId: id, positions: placesOf(from, id), count: 2 },
  source: { kind: "group", groupId: id, path: [id] },
})

describe.each(orders)("of groups with one id, listed %s,", (_, listed) => {
  it.each<[string, UpdateChange]>([
    ["moved", { kind: "move", groupId: "a", parentId: null }],
    ["moved to where one of them lies", { kind: "move", groupId: "a", parentId: "c" }],
    ["set", { kind: "set-updates", groupId: "a", updates: inherit }],
    ["set to what one of them is set to", { kind: "set-updates", groupId: "a", updates: pin(v43) }],
    ["replaced", { kind: "put", groups: [group("a", inherit), group("d", inherit)] }],
    ["replaced by one of them", { kind: "put", groups: [group("a", pin(v42))] }],
  ])("none is %s", (__, change) => {
    expect(apply(change, listed)).toEqual({ kind: "refused", reasons: [twice("a", listed)] })
  })

  it("all are removed, and what lay in them moves under the account", () => {
    const answer = apply({ kind: "remove", groupId: "a", children: "move-up" }, listed)
    expect(answer).toMatchObject({
      kind: "applied",
      writes: { updates: null, put: [group("b", inherit)], removed: ["a"] },
    })
    if (answer.kind === "refused") throw new Error("applied")
    const after = [...answer.after.groups].sort((one, other) => (one.id < other.id ? -1 : 1))
    expect(after).toEqual([group("b", inherit), group("c", inherit)])
  })

  it("none is removed as long as something lies in them, unless it moves", () => {
    expect(apply({ kind: "remove", groupId: "a", children: "refuse" }, listed)).toMatchObject({
      reasons: [{ code: "group-has-children", params: { groupId: "a", children: 1 } }],
    })
  })

  it("none moves up out of a group that is removed", () => {
    const change = { kind: "remove", groupId: "c", children: "move-up" } as const
    expect(apply(change, listed)).toEqual({ kind: "refused", reasons: [twice("a", listed)] })
  })

  it("others may be changed", () => {
    const answer = apply({ kind: "set-updates", groupId: "c", updates: pin(v43) }, listed)
    expect(answer).toMatchObject({ kind: "applied", writes: { put: [group("c", pin(v43))] } })
  })
})
