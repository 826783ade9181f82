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
import { chain, frequent, group, inherit, pin, v43 } from "../../test/groups.js"
import { slowStanding } from "../../test/slow-resolver.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import { buildKey, type Catalogue } from "../builds/catalogue.js"
import type { DeviceGroup } from "../updates/device-group.js"
import { checkReadiness } from "../updates/readiness.js"
import type { GroupUpdates } from "../updates/update-settings.js"
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

/** Groups that count how often somebody reads their ids and settings. */
function counting(groups: readonly DeviceGroup[]) {
  const count = { ids: 0, settings: 0 }
  const counted = groups.map(({ id, updates, ...rest }) => ({
    ...rest,
    get id() {
      count.ids += 1
      return id
    },
    get updates() {
      count.settings += 1
      return updates
    },
  }))
  return { count, groups: counted }
}

const followNewest: AccountRules = { ...newAccountRules(), updates: { mode: "frequent" } }

it.each([
  ["a chain", chain(1000, () => inherit)],
  ["a chain, told from its end", [...chain(1000, (index) => (index === 0 ? frequent : inherit))].reverse()],
  ["a list of own settings", Array.from({ length: 1000 }, (_, index) => group(`g${index}`, pin(v43)))],
])("groups are read once, and not at each instant of the catalogue: %s", (_, list) => {
  const [few, many] = [3, 300].map((steps) => {
    const { count, groups } = counting(list)
    const span = { from: noon, until: noon + 1000 * hour }
    const entries = timeline({ account: followNewest, groups, catalogue: seesaw(steps), minimum: v43, ...span })
    expect(entries).toHaveLength(2 * steps)
    const listed = entries.flatMap(({ reasons }) => reasons).filter(({ code }) => code === "group-below-minimum").length
    return { settings: count.settings, pathIds: count.ids - listed }
  })
  // A group that is listed is named each time, but its path is walked once.
  expect(many).toEqual(few)
})

it("a chain 100,000 deep has a timeline", () => {
  const groups = chain(100_000, () => inherit)
  const span = { from: noon, until: noon + 1000 * hour }
  expect(timeline({ account: followNewest, groups, catalogue: seesaw(100), minimum: v43, ...span })).toHaveLength(200)
})
