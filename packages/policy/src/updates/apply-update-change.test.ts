import { describe, expect, it } from "vitest"
import { frequent, group, inherit, pin, v41, v42, v43 } from "../../test/groups.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { UpdateChange } from "./group-change.js"
import type { UpdateSettings } from "./update-resolution.js"
import type { AccountUpdates } from "./update-settings.js"

const settings: UpdateSettings = {
  updates: frequent,
  groups: [group("a", pin(v42)), group("b", inherit, "a"), group("c", inherit, "b")],
}
const apply = (change: UpdateChange, from = settings) => applyUpdateChange(from, change)
const nothing = { updates: null, put: [], removed: [] }
const done = (change: UpdateChange, from = settings) => {
  const answer = apply(change, from)
  if (answer.kind === "refused") throw new Error(answer.reasons[0].code)
  return answer
}
const codes = (change: UpdateChange, from = settings) => {
  const answer = apply(change, from)
  return answer.kind === "refused" ? answer.reasons.map(({ code }) => code) : []
}

describe("a change writes", () => {
  it("groups that are added or replaced, in one list", () => {
    const put = [group("b", pin(v43), "a"), group("d", inherit, "e"), group("e", inherit)]
    const { after, writes } = done({ kind: "put", groups: put })
    expect(writes).toEqual({ ...nothing, put })
    expect(after.groups).toEqual([settings.groups[0], put[0], settings.groups[2], put[1], put[2]])
  })

  it("the group that is moved, and what lies in it moves along", () => {
    const { after, writes } = done({ kind: "move", groupId: "b", parentId: null })
    expect(writes).toEqual({ ...nothing, put: [group("b", inherit)] })
    expect(after.groups[2]).toEqual(group("c", inherit, "b"))
  })

  it("a group's setting", () => {
    expect(done({ kind: "set-updates", groupId: "a", updates: frequent }).writes.put).toEqual([group("a", frequent)])
  })

  it("the account's setting", () => {
    const { after, writes } = done({ kind: "set-account-updates", updates: pin(v41) })
    expect([after, writes]).toEqual([
      { ...settings, updates: pin(v41) },
      { ...nothing, updates: pin(v41) },
    ])
  })

  it("the removal, and the groups that move up by it", () => {
    const { after, writes } = done({ kind: "remove", groupId: "b", children: "move-up" })
    expect(writes).toEqual({ ...nothing, put: [group("c", inherit, "a")], removed: ["b"] })
    expect(after.groups).toEqual([settings.groups[0], group("c", inherit, "a")])
    expect(done({ kind: "remove", groupId: "c", children: "refuse" }).writes).toEqual({ ...nothing, removed: ["c"] })
  })

  it.each<[string, UpdateChange]>([
    ["puts what is there", { kind: "put", groups: [group("a", pin("4.2.0, Build 1400"))] }],
    ["moves a group to where it lies", { kind: "move", groupId: "b", parentId: "a" }],
    ["sets what is set", { kind: "set-updates", groupId: "a", updates: pin(v42) }],
    ["sets what the account is set to", { kind: "set-account-updates", updates: { ...frequent, lock: false } }],
  ])("nothing when it %s", (_, change) => {
    expect(done(change)).toEqual({ kind: "applied", after: settings, writes: nothing })
  })

  it("nothing when it sets what is set already and is no build, read from JSON anew", () => {
    const noBuild = () => JSON.parse('{"mode":"infrequent","build":{"version":"4.3","number":1}}') as AccountUpdates
    const from = { updates: noBuild(), groups: [group("a", noBuild())] }
    for (const change of [
      { kind: "set-account-updates", updates: noBuild() },
      { kind: "set-updates", groupId: "a", updates: noBuild() },
      { kind: "put", groups: [group("a", noBuild())] },
    ] as const) {
      expect(done(change, from)).toEqual({ kind: "applied", after: from, writes: nothing })
    }
  })

  it.each<[string, UpdateChange]>([
    ["name", { kind: "put", groups: [{ ...group("a", pin(v42)), name: "Other" }] }],
    ["lock", { kind: "set-updates", groupId: "a", updates: { ...pin(v42), lock: true } }],
    ["account's lock", { kind: "set-account-updates", updates: { ...frequent, lock: true } }],
  ])("another %s", (_, change) => expect(done(change).writes).not.toEqual(nothing))
})

describe("a change is refused", () => {
  it.each<[string, UpdateChange]>([
    ["moved", { kind: "move", groupId: "gone", parentId: null }],
    ["set", { kind: "set-updates", groupId: "gone", updates: inherit }],
    ["removed", { kind: "remove", groupId: "gone", children: "move-up" }],
  ])("when the group that shall be %s is unknown", (_, change) => {
    const reasons = [{ code: "group-unknown", params: { groupId: "gone" }, source: { kind: "account" } }]
    expect(apply(change)).toEqual({ kind: "refused", reasons })
  })

  it("when a group would lie in itself", () => {
    expect(codes({ kind: "move", groupId: "a", parentId: "c" })).toEqual(["group-cycle"])
    expect(codes({ kind: "move", groupId: "a", parentId: "a" })).toEqual(["group-cycle"])
    expect(codes({ kind: "put", groups: [group("x", inherit, "y"), group("y", inherit, "x")] })).toEqual([
      "group-cycle",
    ])
  })

  it("when a group would lie in a missing one", () => {
    expect(codes({ kind: "move", groupId: "b", parentId: "gone" })).toEqual(["group-parent-missing"])
    expect(codes({ kind: "put", groups: [group("x", inherit, "gone")] })).toEqual(["group-parent-missing"])
  })

  it("when a list names a group twice", () => {
    const twice = (groupId: string, positions: readonly number[]) => ({
      code: "group-duplicate",
      params: { groupId, positions, count: positions.length },
      source: { kind: "group", groupId, path: [groupId] },
    })
    const groups = ["x", "y", "a", "x", "y", "x"].map((id) => group(id, inherit))
    expect(apply({ kind: "put", groups })).toEqual({
      kind: "refused",
      reasons: [twice("x", [0, 3, 5]), twice("y", [1, 4])],
    })
  })

  it("with 100 reasons at most, and the number of all", () => {
    const refusal = (count: number, parentId: string | null, times = 1) => {
      const ids = Array.from({ length: count * times }, (_, index) => `x${index % count}`)
      const answer = apply({ kind: "put", groups: ids.map((id) => group(id, inherit, parentId)) })
      return answer.kind === "refused" ? [answer.reasons.length, answer.total] : []
    }
    expect([refusal(100, "gone"), refusal(101, "gone")]).toEqual([
      [100, undefined],
      [100, 101],
    ])
    expect([refusal(100, null, 2), refusal(101, null, 2)]).toEqual([
      [100, undefined],
      [100, 101],
    ])
  })

  it("with one reason that counts the children, however many lie in the group to remove", () => {
    const groups = [
      group("p", inherit),
      ...Array.from({ length: 1_000 }, (_, index) => group(`c${index}`, inherit, "p")),
    ]
    expect(apply({ kind: "remove", groupId: "p", children: "refuse" }, { updates: frequent, groups })).toMatchObject({
      reasons: [{ code: "group-has-children", params: { children: 1_000 } }],
    })
  })

  it("when groups lie in the one that shall be removed, unless they move up", () => {
    const reasons = [
      {
        code: "group-has-children",
        params: { groupId: "a", children: 1 },
        source: { kind: "group", groupId: "a", path: ["a"] },
      },
    ]
    expect(apply({ kind: "remove", groupId: "a", children: "refuse" })).toEqual({ kind: "refused", reasons })
    // A body of JSON may leave out what becomes of them, or say something else.
    expect(apply({ kind: "remove", groupId: "a" } as never)).toEqual({ kind: "refused", reasons })
    expect(apply({ kind: "remove", groupId: "a", children: "delete" } as never)).toEqual({ kind: "refused", reasons })
    expect(done({ kind: "remove", groupId: "c" } as never).writes.removed).toEqual(["c"])
  })

  it.each([{ kind: "banana" }, { kind: "toString" }, {}])("when it is of no kind that is known: %o", (change) => {
    const reasons = [{ code: "updates-malformed", params: {}, source: { kind: "account" } }]
    expect(apply(change as never)).toEqual({ kind: "refused", reasons })
  })

  it.each([null, undefined, "a", {}, { length: 1 }])("when what it puts is no list: %o", (groups) => {
    const reasons = [{ code: "updates-malformed", params: {}, source: { kind: "account" } }]
    expect(apply({ kind: "put", groups: groups as never })).toEqual({ kind: "refused", reasons })
  })

  it("when what it puts is no group, and says where in the list", () => {
    const groups = [group("x", inherit), null, group("y", inherit), { name: "z" }]
    const at = (position: number) => ({ code: "updates-malformed", params: { position }, source: { kind: "account" } })
    expect(apply({ kind: "put", groups: groups as never })).toEqual({ kind: "refused", reasons: [at(1), at(3)] })
  })
})

describe("a tree that is broken already", () => {
  const circle = {
    updates: frequent,
    groups: [group("x", inherit, "y"), group("y", inherit, "x"), group("z", inherit)],
  }

  it("may be set and mended step by step", () => {
    expect(codes({ kind: "set-updates", groupId: "x", updates: pin(v42) }, circle)).toEqual([])
    expect(codes({ kind: "move", groupId: "x", parentId: null }, circle)).toEqual([])
    expect(codes({ kind: "remove", groupId: "x", children: "refuse" }, circle)).toEqual(["group-has-children"])
    const self = { updates: frequent, groups: [group("x", inherit, "x")] }
    expect(done({ kind: "remove", groupId: "x", children: "refuse" }, self).writes.removed).toEqual(["x"])
  })

  it("takes in no more groups", () => {
    expect(codes({ kind: "move", groupId: "z", parentId: "x" }, circle)).toEqual(["group-cycle"])
  })
})
