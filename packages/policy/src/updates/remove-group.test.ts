import { describe, expect, it } from "vitest"
import { frequent, group, inherit } from "../../test/groups.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { DeviceGroup } from "./device-group.js"
import { growTree } from "./group-tree.js"

const node = (id: string, parentId: string | null = null) => group(id, inherit, parentId)
/** Where the groups lie after one of them is removed and its children have moved up. */
function placesWithout(groupId: string, groups: readonly DeviceGroup[]) {
  const change = { kind: "remove", groupId, children: "move-up" } as const
  const answer = applyUpdateChange({ updates: frequent, groups }, change)
  if (answer.kind === "refused") throw new Error(answer.reasons[0].code)
  const left = answer.after.groups
  const broken = left.filter((_, index) => growTree(left, false).faults[index] !== undefined)
  return {
    places: Object.fromEntries(left.map(({ id, parentId }) => [id, parentId])),
    broken: broken.map(({ id }) => id),
  }
}

describe("what lay in a removed group moves", () => {
  it("to where that group lay", () => {
    const groups = [node("a"), node("b", "a"), node("c", "b"), node("d", "b"), node("e", "c")]
    expect(placesWithout("b", groups)).toEqual({ places: { a: null, c: "a", d: "a", e: "c" }, broken: [] })
    expect(placesWithout("a", groups).places).toEqual({ b: null, c: "b", d: "b", e: "c" })
  })

  it("under the account when that group lay in a missing one", () => {
    expect(placesWithout("a", [node("a", "gone"), node("b", "a")])).toEqual({ places: { b: null }, broken: [] })
  })

  it("under the account when that group lay further below a missing one, which keeps what else lies there", () => {
    expect(placesWithout("b", [node("a", "gone"), node("b", "a"), node("c", "b")])).toEqual({
      places: { a: "gone", c: null },
      broken: ["a"],
    })
  })

  it("under the account when that group lay in itself", () => {
    expect(placesWithout("a", [node("a", "a"), node("b", "a"), node("c", "b")])).toEqual({
      places: { b: null, c: "b" },
      broken: [],
    })
  })

  it("under the account when that group lay in a circle, which is open then", () => {
    const circle = [node("a", "b"), node("b", "c"), node("c", "a"), node("d", "a")]
    expect(placesWithout("a", circle)).toEqual({ places: { b: "c", c: null, d: null }, broken: [] })
    expect(placesWithout("x", [...circle, node("x", "a"), node("y", "x")])).toEqual({
      places: { a: "b", b: "c", c: "a", d: "a", y: null },
      broken: ["a", "b", "c", "d"],
    })
    expect(placesWithout("a", [node("a", "b"), node("b", "a")])).toEqual({ places: { b: null }, broken: [] })
  })

  it("under the account when that group lay in one whose id comes twice", () => {
    expect(placesWithout("b", [node("a"), node("a"), node("b", "a"), node("c", "b")]).places).toEqual({
      a: null,
      c: null,
    })
  })
})
