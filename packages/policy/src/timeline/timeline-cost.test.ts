import { expect, it } from "vitest"
import { hour, ladder, noon } from "../../test/arbitraries.js"
import { chain, frequent, group, inherit, pin, v43 } from "../../test/groups.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import type { Catalogue } from "../builds/catalogue.js"
import type { DeviceGroup } from "../updates/device-group.js"
import { timeline } from "./timeline.js"

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

/**
 * A catalogue that counts how often somebody looks at an entry, and groups of which each is pinned to one of its
 * builds.
 */
function countedCatalogue(length: number) {
  const count = { looks: 0 }
  const builds = Array.from({ length }, (_, index) => ({ version: [4, 3], number: 1575 + index }))
  const catalogue: Catalogue = builds.map((build, index) => ({
    build,
    get availableFrom() {
      count.looks += 1
      return noon + 2 * index * hour
    },
    defaultFrom: noon + 2 * index * hour,
    withdrawnAt: noon + (2 * index + 3) * hour,
  }))
  const groups = builds.map((build, index) => group(`g${index}`, pin(build)))
  return { count, catalogue, groups }
}

it("builds are looked at a fixed number of times, and not at each instant of the catalogue", () => {
  const [few, many] = [30, 300].map((length) => {
    const { count, catalogue, groups } = countedCatalogue(length)
    const span = { from: noon - 1, until: noon + 10 * length * hour }
    const entries = timeline({ account: followNewest, groups, catalogue, minimum: v43, ...span })
    expect(entries.length).toBeGreaterThan(length)
    return count.looks / length
  })
  expect(many).toBe(few)
})
