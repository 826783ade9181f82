import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { catalogue, chain, frequent, inherit, pin, v42, v43 } from "../../test/groups.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"

const facts = { updates: frequent, catalogue, minimum: v43, now: noon }
const names = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => `g${from - index}`)
/** The deepest of a chain of groups that all follow the first. */
const deepest = (length: number) =>
  resolveUpdateSettings({ ...facts, groups: chain(length, (index) => (index === 0 ? pin(v42) : inherit)) }).groups.at(
    -1,
  )

describe("the path of a source", () => {
  it.each([1, 2, 19, 20])("names all of %i groups", (length) => {
    expect(deepest(length)?.source).toEqual({ kind: "group", groupId: "g0", path: names(length - 1, 0) })
  })

  it.each([21, 22, 1_000])("names 20 of %i groups, and how many are left out before the last", (length) => {
    expect(deepest(length)?.source).toEqual({
      kind: "group",
      groupId: "g0",
      path: [...names(length - 1, length - 19), "g0"],
      skipped: length - 20,
    })
  })

  it("is cut for a setting that lost as well", () => {
    const groups = chain(30, (index) => (index === 0 || index === 5 || index === 15 ? pin(v42) : inherit))
    const lost = resolveUpdateSettings({ ...facts, groups }).groups.at(-1)?.lost
    expect(lost?.map(({ source }) => source)).toEqual([
      { kind: "group", groupId: "g5", path: [...names(29, 11), "g5"], skipped: 5 },
      { kind: "group", groupId: "g0", path: [...names(29, 11), "g0"], skipped: 10 },
      { kind: "account" },
    ])
  })
})
