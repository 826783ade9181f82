import fc from "fast-check"
import { expect, it } from "vitest"
import {
  accountUpdates,
  catalogues,
  day,
  groupUpdates,
  hour,
  instants,
  ladder,
  noon,
  tangles,
  trees,
} from "../../test/arbitraries.js"
import { group, v43 } from "../../test/groups.js"
import { slowStanding } from "../../test/slow-resolver.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import { type Build, type BuildInput, formatBuild } from "../builds/build.js"
import { isInstallable } from "../builds/catalogue.js"
import { checkReadiness } from "../updates/readiness.js"
import { resolveUpdateSettings } from "../updates/resolve-update-settings.js"
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
        scheduledAt: 0,
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

/** Written as forms and JSON write it: as an object, as text, or with a longer version. */
const spellings: readonly ((build: Build) => BuildInput)[] = [
  (build) => build,
  formatBuild,
  ({ version, number }) => `${version.join(".")}.0, Build ${number}`,
]

/** What may stand in an account beside {@link inputs}: pins as text, any minimum, and none. */
const anyInputs = fc
  .record({
    input: inputs,
    spell: fc.constantFrom(...spellings),
    minimum: fc.option(fc.constantFrom(...ladder), { freq: 5 }),
  })
  .map(({ input: { account, groups, ...rest }, spell, minimum }) => {
    const spelled = <U extends GroupUpdates>(updates: U): U =>
      updates.mode === "infrequent" && typeof updates.build !== "string"
        ? { ...updates, build: spell(updates.build) }
        : updates
    return {
      ...rest,
      minimum,
      account: { ...account, updates: spelled(account.updates) },
      groups: groups.map((group) => ({ ...group, updates: spelled(group.updates) })),
    }
  })

/** Two instants to compare, and the one that the timeline is told from. */
const neighbours = fc.tuple(instants, instants, instants).map((drawn) => {
  const [from, earlier, later] = [...drawn].sort((a, b) => a - b) as [number, number, number]
  return { from, earlier, later }
})

/** Whether the timeline has an entry after the earlier instant, until the later. */
function hasEntry(
  input: Omit<TimelineInput, "from" | "until">,
  span: { from: number; earlier: number; later: number },
) {
  return timeline({ ...input, from: span.from, until: whole.until }).some(
    ({ at }) => span.earlier < at && at <= span.later,
  )
}

it("between two neighbouring entries an account is ready throughout, or blocked throughout", () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyInputs, neighbours, (input, span) => {
      const change = [readinessAt(input, span.earlier), readinessAt(input, span.later)] as const
      if (change[0] === change[1]) return
      seen.add(change.join(" to "))
      expect(hasEntry(input, span)).toBe(true)
    }),
    runs,
  )
  expect(seen).toEqual(new Set(["blocked to ready", "ready to blocked"]))
})

it("between two neighbouring entries no setting leads to another build, whatever it waits for", () => {
  const settingsAt = ({ account, ...input }: Omit<TimelineInput, "from" | "until">, now: number) => {
    const resolved = resolveUpdateSettings({ ...input, updates: account.updates, now })
    return [resolved.account, ...resolved.groups].map(({ effective, standing }) => ({ effective, standing }))
  }
  fc.assert(
    fc.property(anyInputs, neighbours, (input, span) => {
      if (hasEntry(input, span)) return
      expect(settingsAt(input, span.later)).toEqual(settingsAt(input, span.earlier))
    }),
    runs,
  )
})

it("the pins that are told to become available are those that can be installed from then on", () => {
  const flat = fc.array(groupUpdates, { maxLength: 5 })
  fc.assert(
    fc.property(inputs, accountUpdates, flat, (input, updates, list) => {
      const account = { ...input.account, updates: { ...updates, lock: false } }
      const groups = list.map((own, index) => group(`g${index}`, own))
      const arrivals = (at: number) => {
        const arrives = ({ updates: { mode, ...rest } }: { readonly updates: GroupUpdates }) =>
          mode === "infrequent" &&
          input.catalogue.some((entry) => {
            const isPinned = "build" in rest && rest.build === entry.build
            return isPinned && isInstallable(entry, at) && !isInstallable(entry, at - 1)
          })
        return [...(arrives(account) ? ["the account"] : []), ...groups.filter(arrives).map(({ id }) => id)]
      }
      const entries = new Map(timeline({ ...input, account, groups, ...whole }).map(({ at, reasons }) => [at, reasons]))
      for (let at = whole.from + 12 * hour; at <= whole.until; at += 12 * hour) {
        const listed = (entries.get(at) ?? [])
          .filter(({ code }) => code === "pin-available")
          .map(({ source }) => (source.kind === "group" ? source.groupId : `the ${source.kind}`))
        expect(listed.sort()).toEqual(arrivals(at).sort())
      }
    }),
    { numRuns: 200 },
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
