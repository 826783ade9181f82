import { describe, expect, it, test } from "vitest"
import { day, noon } from "../../test/arbitraries.js"
import { catalogue, catalogueWith, frequent, group, inherit, pin, v41, v42, v43, v44 } from "../../test/groups.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import type { Reason } from "../reasons/reason.js"
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

describe("pins", () => {
  const withdrawn = catalogueWith(v44, { withdrawnAt: noon + day })

  it("that are withdrawn are told with the place of the setting, once each", () => {
    const groups = [
      group("a", pin(v44)),
      group("b", inherit, "a"),
      group("c", pin("v4.4.0 b1600")),
      group("d", pin(v43)),
    ]
    expect(tell({ account: accountWith(pin(v44)), groups, catalogue: withdrawn })).toEqual([
      {
        at: noon + day,
        reasons: [
          { code: "pin-withdrawn", params: { pinned: v44, effective: v43 }, source: account },
          {
            code: "pin-withdrawn",
            params: { pinned: v44, effective: v43 },
            source: { kind: "group", groupId: "a", path: ["a"] },
          },
          {
            code: "pin-withdrawn",
            params: { pinned: v44, effective: v43 },
            source: { kind: "group", groupId: "c", path: ["c"] },
          },
        ],
      },
    ])
  })

  it("that come and go at one instant are told at it", () => {
    const fleeting = catalogueWith(v44, { availableFrom: noon + day, withdrawnAt: noon + day })
    expect(codes({ account: accountWith(pin(v44)), catalogue: fleeting })).toEqual([[1, "pin-withdrawn"]])
  })

  test.each([
    ["that was withdrawn before", pin(v44), catalogueWith(v44, { withdrawnAt: noon })],
    ["to a build that is not in the catalogue", pin("v9.9 b1"), withdrawn],
    ["to nonsense", pin("nonsense"), withdrawn],
    ["to a build that stays", pin(v43), withdrawn],
  ])("one %s is not told", (_, updates, builds) => {
    expect(tell({ account: accountWith(updates), catalogue: builds })).toEqual([])
  })

  it("that are withdrawn while there is no default build lead nowhere, and are named when there is one", () => {
    const builds = [
      { build: v44, availableFrom: noon - 1, defaultFrom: null, withdrawnAt: noon + day },
      { build: v43, availableFrom: noon - 1, defaultFrom: noon + 2 * day, withdrawnAt: null },
    ]
    expect(codes({ account: accountWith(pin(v44)), catalogue: builds })).toEqual([
      [1, "newest-default-unknown"],
      [2, "newest-default-changes", "pin-withdrawn"],
    ])
  })

  it("that came and went at the first instant of the time asked about are led from it on", () => {
    const builds = [
      { build: v44, availableFrom: noon, defaultFrom: null, withdrawnAt: noon },
      { build: v43, availableFrom: noon - 1, defaultFrom: noon + 2 * day, withdrawnAt: null },
    ]
    expect(codes({ account: accountWith(pin(v44)), catalogue: builds })).toEqual([
      [2, "newest-default-changes", "pin-withdrawn"],
    ])
  })

  it("whose withdrawal leads below the minimum are told with it, though others were led there before", () => {
    const builds = withdrawn.map((entry) => {
      if (entry.build === v43) return { ...entry, defaultFrom: null }
      return entry.build === v41 ? { ...entry, defaultFrom: noon - 1 } : entry
    })
    expect(codes({ groups: [group("a", pin(v44))], catalogue: builds })).toEqual([
      [1, "minimum-unreachable", "pin-withdrawn", "group-below-minimum"],
    ])
  })

  test.each([99, 100, 101])("of %i withdrawn ones at most 100 are named", (count) => {
    const groups = Array.from({ length: count }, (_, index) => group(`g${index}`, pin(v44)))
    const [entry] = tell({ account: accountWith(pin(v43)), groups, catalogue: withdrawn })
    expect(entry?.reasons).toHaveLength(Math.min(100, count))
  })

  it("to several builds share the 100", () => {
    const groups = Array.from({ length: 80 }, (_, index) => [
      group(`a${index}`, pin(v44)),
      group(`b${index}`, pin(v42)),
    ])
    const both = withdrawn.map((entry) => (entry.build === v42 ? { ...entry, withdrawnAt: noon + day } : entry))
    const [entry] = tell({ account: accountWith(pin(v43)), groups: groups.flat(), catalogue: both, minimum: null })
    expect(entry?.reasons).toHaveLength(100)
  })

  it("that begin to count are told with the place of the setting, and with the groups that they are too low for", () => {
    const builds = [
      ...catalogueWith(v41, { availableFrom: noon + day }).filter(({ build }) => build !== v44),
      { build: v44, availableFrom: noon + day, defaultFrom: null, withdrawnAt: null },
    ]
    const groups = [group("low", pin(v41)), group("good", pin("v4.4.0 b1600")), group("other", inherit, "good")]
    const place = (groupId: string) => ({ kind: "group", groupId, path: [groupId] })
    expect(tell({ account: accountWith(pin(v44)), groups, catalogue: builds })).toMatchObject([
      {
        at: noon + day,
        reasons: [
          { code: "pin-available", params: { build: v44 }, source: account },
          { code: "pin-available", params: { build: v44 }, source: place("good") },
          { code: "pin-available", params: { build: v41 }, source: place("low") },
          { code: "group-below-minimum", params: { groupId: "low", effective: v41 } },
        ],
      },
    ])
  })

  test.each([
    ["available", { availableFrom: noon + day }],
    ["withdrawn", { withdrawnAt: noon + day }],
  ])("whose setting is hidden by a lock or has no effect on anybody are not told: %s", (_, change) => {
    const groups = [group("a", pin(v44)), group("b", pin(v44), "nowhere")]
    const locked = accountWith({ ...pin(v43), lock: true })
    expect(tell({ account: locked, groups, catalogue: catalogueWith(v44, change) })).toEqual([])
  })

  test.each([99, 100, 101])("of %i that become available at most 100 are named", (count) => {
    const groups = Array.from({ length: count }, (_, index) => group(`g${index}`, pin(v44)))
    const builds = catalogueWith(v44, { availableFrom: noon + day })
    const [entry] = tell({ account: accountWith(pin(v43)), groups, catalogue: builds })
    expect(entry?.reasons.map(({ code }) => code)).toEqual(new Array(Math.min(100, count)).fill("pin-available"))
  })
})

describe("pins to many builds", () => {
  /** Builds that are withdrawn one after the other, the last first, while there is no default; each has a group. */
  const many = Array.from({ length: 150 }, (_, index) => ({
    build: { version: [4, 3], number: 1600 + index },
    availableFrom: noon - 1,
    defaultFrom: null,
    withdrawnAt: noon + day - index,
  }))
  const groups = many.map(({ build }, index) => group(`g${index}`, pin(build)))
  const firstGroups = Array.from({ length: 100 }, (_, index) => `g${index}`)
  const namesOf = (reasons: readonly Reason[], code: string) =>
    reasons.flatMap((reason) => (reason.code === code && reason.source.kind === "group" ? [reason.source.groupId] : []))

  test.each([frequent, pin(v43), pin("v9.9 b1")])(
    "that waited for a default build are named in their order, the first 100: the account has %j",
    (updates) => {
      const builds = [...many, { build: v44, availableFrom: noon - 1, defaultFrom: noon + 2 * day, withdrawnAt: null }]
      const entry = tell({ account: accountWith(updates), groups, catalogue: builds }).at(-1)
      expect(entry?.at).toBe(noon + 2 * day)
      expect(namesOf(entry?.reasons ?? [], "pin-withdrawn")).toEqual(firstGroups)
    },
  )

  test.each([frequent, pin(v43), pin("v9.9 b1")])(
    "that come below the minimum together are named in their order, the first 100: the account has %j",
    (updates) => {
      const builds = [
        ...many,
        { build: v41, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: null },
        { build: v44, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: noon + 2 * day },
      ]
      const entry = tell({ account: accountWith(updates), groups, catalogue: builds }).at(-1)
      expect(entry?.at).toBe(noon + 2 * day)
      expect(namesOf(entry?.reasons ?? [], "group-below-minimum")).toEqual(firstGroups)
    },
  )

  it("are named in their order when some were led there before and others come to it", () => {
    const builds = [
      { build: v41, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: null },
      { build: v42, availableFrom: noon + day, defaultFrom: null, withdrawnAt: null },
      { build: v43, availableFrom: noon - 1, defaultFrom: null, withdrawnAt: noon + day },
      { build: v44, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: noon + day },
    ]
    const mixed = [group("a", pin(v43)), group("b", frequent), group("c", pin(v42)), group("d", pin(v44))]
    const [entry] = tell({ account: accountWith(pin("v9.9 b1")), groups: mixed, catalogue: builds })
    expect(namesOf(entry?.reasons ?? [], "group-below-minimum")).toEqual(["a", "b", "c", "d"])
  })
})
