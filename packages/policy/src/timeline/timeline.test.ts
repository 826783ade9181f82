import { describe, expect, it, test } from "vitest"
import { day, hour, noon } from "../../test/arbitraries.js"
import { catalogue, catalogueWith, frequent, group, inherit, pin, v41, v42, v43, v44 } from "../../test/groups.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import type { ScheduledStage } from "../account/stage.js"
import type { AccountUpdates } from "../updates/update-settings.js"
import { type TimelineInput, timeline } from "./timeline.js"

const span = { from: noon, until: noon + 30 * day }
const product = { kind: "product" } as const
const account = { kind: "account" } as const

function accountWith(updates: AccountUpdates, on: Partial<TwoFactorOn> | null = null): AccountRules {
  if (on === null) return { ...newAccountRules(), updates }
  const twoFactor: TwoFactorOn = {
    kind: "on",
    enablementId: "e1",
    enabledAt: noon,
    enabledBy: { userId: "ada" },
    forcedLogout: null,
    forcedLogoutAt: null,
    stages: [],
    ...on,
  }
  return { ...newAccountRules(), updates, twoFactor, enablements: 1 }
}

function stage(beginsAt: number): ScheduledStage {
  return {
    begins: { date: "2026-11-30", timeZone: "UTC" },
    beginsAt,
    scheduledAt: 0,
    deviceGroupIds: [],
    userIds: ["ann"],
  }
}

const tell = (input: Partial<TimelineInput>) =>
  timeline({ account: accountWith(frequent), groups: [], catalogue, minimum: v43, ...span, ...input })
const codes = (input: Partial<TimelineInput>) =>
  tell(input).map(({ at, reasons }) => [(at - noon) / day, ...reasons.map(({ code }) => code)])

describe("the roll-out", () => {
  it("tells when stages begin and when the forced logout comes, in order of time and one entry an instant", () => {
    const [early, late] = [noon + day, noon + 3 * day]
    const stages = [stage(late), stage(early), stage(late)]
    expect(tell({ account: accountWith(frequent, { stages, forcedLogoutAt: late }) })).toEqual([
      {
        at: early,
        reasons: [{ code: "stage-begins", params: { beginsAt: early }, source: { kind: "stage", index: 1 } }],
      },
      {
        at: late,
        reasons: [
          { code: "stage-begins", params: { beginsAt: late }, source: { kind: "stage", index: 0 } },
          { code: "stage-begins", params: { beginsAt: late }, source: { kind: "stage", index: 2 } },
          { code: "forced-logout", params: { at: late }, source: account },
        ],
      },
    ])
  })

  test.each([
    [span.from - 1, 0],
    [span.from, 0],
    [span.from + 1, 1],
    [span.until - 1, 1],
    [span.until, 1],
    [span.until + 1, 0],
    [Number.NaN, 0],
  ])("looks at what comes after `from` until `until`: %d", (at, entries) => {
    expect(tell({ account: accountWith(frequent, { stages: [stage(at)] }) })).toHaveLength(entries)
    expect(tell({ account: accountWith(frequent, { forcedLogoutAt: at }) })).toHaveLength(entries)
    expect(tell({ catalogue: catalogueWith(v44, { defaultFrom: at }) })).toHaveLength(entries)
  })

  it("what never comes is not told, however far it looks", () => {
    const never = Number.POSITIVE_INFINITY
    const at = { account: accountWith(frequent, { forcedLogoutAt: never, stages: [stage(never)] }), until: never }
    expect(tell(at)).toEqual([])
    expect(tell({ ...at, from: Number.NEGATIVE_INFINITY, catalogue: [] })).toEqual([])
  })

  it("while two-factor is off or has no date, the catalogue alone counts", () => {
    const withDefault = catalogueWith(v44, { defaultFrom: noon + day })
    for (const rules of [accountWith(frequent), accountWith(frequent, {})]) {
      expect(codes({ account: rules, catalogue: withDefault })).toEqual([[1, "newest-default-changes"]])
    }
  })

  it("without a date it tells of no forced logout, in a span around 1970 either", () => {
    expect(tell({ account: accountWith(frequent, {}), from: -day, until: day })).toEqual([])
  })

  test.each([
    ["backward", { from: noon + day, until: noon }],
    ["from no instant", { from: Number.NaN, until: noon }],
    ["until no instant", { from: noon, until: Number.NaN }],
  ])("a span that goes %s is empty", (_, odd) => {
    expect(tell({ account: accountWith(frequent, { forcedLogoutAt: noon + hour }), ...odd })).toEqual([])
  })

  it("tells the roll-out and the catalogue of one instant in one entry", () => {
    const at = noon + day
    const input = {
      account: accountWith(frequent, { forcedLogoutAt: at }),
      catalogue: catalogueWith(v44, { defaultFrom: at }),
    }
    expect(codes(input)).toEqual([[1, "forced-logout", "newest-default-changes"]])
  })

  it("without a change of the catalogue it does not look at the groups", () => {
    const groups = new Proxy([], {
      get: () => {
        throw new Error("looked")
      },
    })
    expect(tell({ groups, account: accountWith(frequent, { forcedLogoutAt: noon + day }) })).toHaveLength(1)
    expect(() => tell({ groups, catalogue: catalogueWith(v44, { defaultFrom: noon + day }) })).toThrow("looked")
  })
})

describe("the newest default build", () => {
  const moves = catalogueWith(v44, { defaultFrom: noon + day })

  it("is told with where it was and where it goes", () => {
    expect(tell({ catalogue: moves })).toEqual([
      {
        at: noon + day,
        reasons: [{ code: "newest-default-changes", params: { from: v43, to: v44 }, source: product }],
      },
    ])
  })

  test.each([
    ["the account", accountWith(frequent), []],
    ["a group", accountWith(pin(v43)), [group("a", frequent)]],
    ["a pin that was withdrawn before", accountWith(pin(v42)), []],
  ])("is told when %s follows it", (_, rules, groups) => {
    const withdrawn = moves.map((entry) => (entry.build === v42 ? { ...entry, withdrawnAt: noon } : entry))
    expect(codes({ account: rules, groups, catalogue: withdrawn })).toEqual([[1, "newest-default-changes"]])
  })

  test.each([
    ["everybody is pinned", accountWith(pin(v43)), [group("a", pin(v44))]],
    ["the group that follows it is locked", accountWith({ ...pin(v43), lock: true }), [group("a", frequent)]],
    ["the group that follows it hangs in the air", accountWith(pin(v43)), [group("a", frequent, "nowhere")]],
    ["a pin is withdrawn only later", accountWith(pin(v41)), []],
  ])("is not told when %s", (_, rules, groups) => {
    expect(codes({ account: rules, groups, catalogue: moves })).toEqual([])
  })

  it("is not told when another build becomes a default that is not the newest", () => {
    expect(tell({ catalogue: catalogueWith(v42, { defaultFrom: noon + day }) })).toEqual([])
  })

  it("that is below the minimum is told when it begins, and not again when it moves below it", () => {
    const steps = [
      { build: v44, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: noon + day },
      { build: v41, availableFrom: noon - 1, defaultFrom: noon - 1, withdrawnAt: null },
      { build: v42, availableFrom: noon + 2 * day, defaultFrom: noon + 2 * day, withdrawnAt: null },
      { build: v43, availableFrom: noon + 3 * day, defaultFrom: noon + 3 * day, withdrawnAt: noon + 4 * day },
    ]
    expect(codes({ catalogue: steps })).toEqual([
      [1, "newest-default-changes", "minimum-unreachable"],
      [2, "newest-default-changes"],
      [3, "newest-default-changes"],
      [4, "newest-default-changes", "minimum-unreachable"],
    ])
    expect(tell({ catalogue: steps })[0]?.reasons[1]).toEqual({
      code: "minimum-unreachable",
      params: { newestDefault: v41, minimum: v43 },
      source: product,
    })
  })

  it("that nobody can name is told, with and without a minimum", () => {
    const ends = catalogueWith(v43, { withdrawnAt: noon + day })
    for (const minimum of [v43, null]) {
      expect(tell({ catalogue: ends, minimum })).toEqual([
        {
          at: noon + day,
          reasons: [
            { code: "newest-default-changes", params: { from: v43, to: null }, source: product },
            { code: "newest-default-unknown", params: {}, source: product },
          ],
        },
      ])
    }
  })

  it("that there is again is told as a change alone", () => {
    const returns = catalogueWith(v43, { defaultFrom: noon + day })
    expect(codes({ catalogue: returns })).toEqual([[1, "newest-default-changes"]])
  })

  it("without a minimum is never too low", () => {
    const falls = catalogueWith(v43, { withdrawnAt: noon + day }).map((entry) =>
      entry.build === v41 ? { ...entry, defaultFrom: noon } : entry,
    )
    expect(codes({ catalogue: falls, minimum: null, groups: [group("a", inherit)] })).toEqual([
      [1, "newest-default-changes"],
    ])
  })
})
