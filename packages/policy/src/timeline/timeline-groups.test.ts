import { describe, expect, it, test } from "vitest"
import { day, noon } from "../../test/arbitraries.js"
import { catalogue, catalogueWith, frequent, group, inherit, pin, v41, v42, v43, v44 } from "../../test/groups.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import type { AccountUpdates } from "../updates/update-settings.js"
import { type TimelineInput, timeline } from "./timeline.js"

const account = { kind: "account" } as const

function accountWith(updates: AccountUpdates): AccountRules {
  return { ...newAccountRules(), updates }
}

const tell = (input: Partial<TimelineInput>) =>
  timeline({
    account: accountWith(frequent),
    groups: [],
    catalogue,
    minimum: v43,
    from: noon,
    until: noon + 30 * day,
    ...input,
  })
const codes = (input: Partial<TimelineInput>) =>
  tell(input).map(({ at, reasons }) => [(at - noon) / day, ...reasons.map(({ code }) => code)])

describe("groups", () => {
  /** From noon on v4.1 is the newest default: everybody who follows it comes below the minimum after a day. */
  const falls = catalogueWith(v43, { withdrawnAt: noon + day }).map((entry) =>
    entry.build === v41 ? { ...entry, defaultFrom: noon - 1 } : entry,
  )

  it("that come below the minimum are listed with the place of the setting that leads there", () => {
    const groups = [group("a", frequent), group("b", inherit, "a"), group("c", pin(v44)), group("d", inherit)]
    const [entry] = tell({ groups, catalogue: falls })
    const below = (groupId: string, source: unknown) => ({
      code: "group-below-minimum",
      params: { groupId, effective: v41, minimum: v43 },
      source,
    })
    expect(entry?.reasons.slice(2)).toEqual([
      below("d", account),
      below("a", { kind: "group", groupId: "a", path: ["a"] }),
      below("b", { kind: "group", groupId: "a", path: ["b", "a"] }),
    ])
  })

  test.each([
    [true, true],
    [false, false],
    [undefined, false],
  ])("machines in no group are listed where there may be some: %s", (ungrouped, isListed) => {
    const reasons = tell({ ungrouped, catalogue: falls }).flatMap((entry) => entry.reasons)
    const expected = { code: "account-below-minimum", params: { effective: v41, minimum: v43 }, source: account }
    expect(reasons.filter(({ code }) => code === "account-below-minimum")).toEqual(isListed ? [expected] : [])
  })

  it("machines in no group are not listed when only a group's own setting leads below", () => {
    const [entry] = tell({
      account: accountWith(pin(v44)),
      ungrouped: true,
      groups: [group("a", frequent)],
      catalogue: falls,
    })
    expect(entry?.reasons.map(({ code }) => code)).toEqual([
      "newest-default-changes",
      "minimum-unreachable",
      "group-below-minimum",
    ])
  })

  it("whose path is broken are not listed: they are set to nothing", () => {
    const [entry] = tell({ groups: [group("a", inherit, "nowhere"), group("b", inherit)], catalogue: falls })
    const listed = entry?.reasons.filter(({ code }) => code === "group-below-minimum")
    expect(listed).toMatchObject([{ params: { groupId: "b" } }])
  })

  it("that are below the minimum already are not listed again", () => {
    const twice = falls.map((entry) => (entry.build === v42 ? { ...entry, defaultFrom: noon + 2 * day } : entry))
    expect(codes({ groups: [group("a", inherit)], catalogue: twice })).toEqual([
      [1, "newest-default-changes", "minimum-unreachable", "group-below-minimum"],
      [2, "newest-default-changes"],
    ])
  })

  test.each([
    [99, false],
    [100, false],
    [101, false],
    [99, true],
    [100, true],
  ])("of %i groups at most 100 are listed, machines in no group among them: %s", (count, ungrouped) => {
    const groups = Array.from({ length: count }, (_, index) => group(`g${index}`, index % 2 === 0 ? inherit : frequent))
    const [entry] = tell({ groups, ungrouped, catalogue: falls })
    const listed = entry?.reasons.filter(({ code }) => code.endsWith("below-minimum"))
    expect(listed).toHaveLength(Math.min(100, count + (ungrouped ? 1 : 0)))
  })

  it("that fall and rise again and again are listed each time, alike", () => {
    const builds = [
      { build: v41, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: null },
      { build: v43, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: noon + day },
      { build: v44, availableFrom: noon + 2 * day, defaultFrom: noon + 2 * day, withdrawnAt: noon + 3 * day },
    ]
    const listed = tell({ groups: [group("a", frequent), group("b", inherit, "a")], catalogue: builds })
      .map(({ reasons }) => reasons.filter(({ code }) => code === "group-below-minimum"))
      .filter((reasons) => reasons.length > 0)
    expect(listed).toHaveLength(2)
    expect(listed[1]).toEqual(listed[0])
  })

  it("that are named like members of an object are groups like any other", () => {
    const groups = [group("__proto__", pin(v44)), group("constructor", inherit, "__proto__")]
    const builds = falls.map((entry) => (entry.build === v44 ? { ...entry, withdrawnAt: noon + day } : entry))
    const named = tell({ account: accountWith(pin(v42)), groups, catalogue: builds }).flatMap(({ reasons }) => reasons)
    expect(named).toMatchObject([
      { code: "minimum-unreachable" },
      { code: "pin-withdrawn", source: { groupId: "__proto__" } },
      { code: "group-below-minimum", params: { groupId: "__proto__" } },
      { code: "group-below-minimum", params: { groupId: "constructor" } },
    ])
  })
})

it.each([null, undefined, "frequent", { mode: "latest" }])(
  "a setting that cannot be read waits for nothing, of a group and of the account: %j",
  (updates) => {
    const unreadable = updates as never
    const builds = catalogueWith(v43, { withdrawnAt: noon + day })
    const kept = accountWith(pin(v44))
    expect(codes({ groups: [group("a", frequent)], account: kept, catalogue: builds })).not.toEqual([])
    expect(codes({ groups: [group("a", unreadable)], account: kept, catalogue: builds })).toEqual([])
    expect(codes({ account: accountWith(unreadable), catalogue: builds })).toEqual([])
  },
)
