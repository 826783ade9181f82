import fc from "fast-check"
import { expect, it } from "vitest"
import {
  accountUpdates,
  catalogues,
  day,
  hour,
  instants,
  ladder,
  noon,
  tangles,
  trees,
} from "../../test/arbitraries.js"
import { chain, group, inherit, pin, v43 } from "../../test/groups.js"
import { slowStanding } from "../../test/slow-resolver.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import { buildKey, type Catalogue } from "../builds/catalogue.js"
import { checkReadiness } from "../updates/readiness.js"
import type { AccountUpdates, GroupUpdates } from "../updates/update-settings.js"
import { type TimelineInput, timeline } from "./timeline.js"

const accounts: fc.Arbitrary<AccountRules> = fc
  .record({
    updates: accountUpdates,
    forcedLogoutAt: fc.option(instants),
    stages: fc.array(instants, { maxLength: 3 }),
  })
  .map(({ updates, forcedLogoutAt, stages }) => ({
    ...newAccountRules(),
    updates,
    twoFactor: {
      kind: "on",
      enablementId: "e1",
      enabledAt: noon,
      enabledBy: { system: "test" },
      forcedLogout: null,
      forcedLogoutAt,
      stages: stages.map((beginsAt) => ({
        begins: { date: "2026-11-24", timeZone: "UTC" },
        beginsAt,
        deviceGroupIds: [],
        userIds: [],
      })),
    },
  }))

const inputs = fc.record({
  account: accounts,
  groups: fc.oneof(trees(7), tangles),
  ungrouped: fc.boolean(),
  catalogue: catalogues,
  minimum: fc.constant(v43),
})
const runs = { numRuns: 1000 }

/** Wide enough for every instant of the catalogue and of the roll-out. */
const whole = { from: noon - 10 * day, until: noon + 10 * day }

function readinessAt(input: Omit<TimelineInput, "from" | "until">, now: number): "ready" | "blocked" {
  return checkReadiness({ ...input, updates: input.account.updates, version: 1, now }).kind
}

/** Whether a setting is pinned to a build that becomes available later, which only the readiness tells. */
function waits(updates: GroupUpdates, catalogue: Catalogue, from: number): boolean {
  if (updates.mode !== "infrequent" || typeof updates.build === "string") return false
  const key = buildKey(updates.build)
  return catalogue.some((entry) => buildKey(entry.build) === key && entry.availableFrom > from)
}

it("between two neighbouring entries an account is ready throughout, or blocked throughout", () => {
  fc.assert(
    fc.property(inputs, instants, instants, instants, (input, from, one, other) => {
      const settings = [input.account.updates, ...input.groups.map(({ updates }) => updates)]
      fc.pre(!settings.some((updates) => waits(updates, input.catalogue, from)))
      const [earlier, later] = [Math.min(one, other), Math.max(one, other)]
      fc.pre(from <= earlier)
      const between = timeline({ ...input, from, until: whole.until }).filter(({ at }) => earlier < at && at <= later)
      if (between.length > 0) return
      expect(readinessAt(input, later)).toBe(readinessAt(input, earlier))
    }),
    runs,
  )
})

it("an account that is ready stays so until an entry, whatever its pins wait for", () => {
  fc.assert(
    fc.property(inputs, instants, instants, (input, from, later) => {
      fc.pre(from < later && readinessAt(input, from) === "ready")
      if (timeline({ ...input, from, until: later }).length === 0) expect(readinessAt(input, later)).toBe("ready")
    }),
    runs,
  )
})

it("the groups that are listed are those that come below the minimum, as found the obvious, slow way", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { updates } = input.account
      const entries = new Map(timeline({ ...input, ...whole }).map(({ at, reasons }) => [at, reasons]))
      for (let at = whole.from + 12 * hour; at <= whole.until; at += 12 * hour) {
        const standing = (now: number, of: (typeof input.groups)[number]) =>
          slowStanding({ ...input, updates, now }, of)
        const fallen = input.groups.filter((of) => standing(at, of) === "below" && standing(at - 1, of) !== "below")
        const listed = (entries.get(at) ?? []).flatMap((reason) =>
          reason.code === "group-below-minimum" ? [reason.params.groupId] : [],
        )
        expect(listed.sort()).toEqual(fallen.map(({ id }) => id).sort())
      }
    }),
    { numRuns: 200 },
  )
})

it("two spans in a row tell what the whole span tells", () => {
  fc.assert(
    fc.property(inputs, instants, (input, middle) => {
      const { from, until } = whole
      const halves = [...timeline({ ...input, from, until: middle }), ...timeline({ ...input, from: middle, until })]
      expect(halves).toEqual(timeline({ ...input, ...whole }))
    }),
    runs,
  )
})

it("the entries are in order of time, one an instant, within the span", () => {
  fc.assert(
    fc.property(inputs, instants, instants, (input, from, until) => {
      const times = timeline({ ...input, from, until }).map(({ at }) => at)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      expect(times.every((at) => from < at && at <= until)).toBe(true)
    }),
    runs,
  )
})

it("the order of the groups is irrelevant to what is told", () => {
  const told = (input: Omit<TimelineInput, "from" | "until">) =>
    timeline({ ...input, ...whole }).map(({ at, reasons }) => [
      at,
      reasons.map((reason) => JSON.stringify(reason)).sort(),
    ])
  fc.assert(
    fc.property(inputs, (input) => {
      expect(told({ ...input, groups: [...input.groups].reverse() })).toEqual(told(input))
    }),
  )
})

/** A catalogue whose newest default build falls below the minimum and rises above it, again and again. */
function seesaw(steps: number): Catalogue {
  const [low, , good] = ladder as [(typeof ladder)[number], unknown, (typeof ladder)[number]]
  const ups = Array.from({ length: steps }, (_, index) => ({
    build: { ...good, number: good.number + index },
    availableFrom: noon + (2 * index + 1) * hour,
    defaultFrom: noon + (2 * index + 1) * hour,
    withdrawnAt: noon + (2 * index + 2) * hour,
  }))
  return [{ build: low, availableFrom: noon, defaultFrom: noon, withdrawnAt: null }, ...ups]
}

it.each([
  ["a chain 100,000 deep", chain(100_000, () => inherit)],
  [
    "the same, told from its end",
    [...chain(100_000, (index) => (index === 0 ? { mode: "frequent" } : inherit))].reverse(),
  ],
  ["a list of 100,000 own settings", Array.from({ length: 100_000 }, (_, index) => group(`g${index}`, pin(v43)))],
])("a catalogue of many instants costs each setting once an instant, not each group: %s", (_, groups) => {
  const account: AccountRules = { ...newAccountRules(), updates: { mode: "frequent" } satisfies AccountUpdates }
  const began = performance.now()
  const entries = timeline({
    account,
    groups,
    catalogue: seesaw(300),
    minimum: v43,
    from: noon,
    until: noon + 1000 * hour,
  })
  expect(entries).toHaveLength(600)
  // Each group at each instant would be 60 million readings.
  expect(performance.now() - began).toBeLessThan(5_000)
})
