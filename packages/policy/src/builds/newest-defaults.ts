import type { Instant } from "@muster/core"
import { type Build, compareBuilds } from "./build.js"
import type { Catalogue } from "./catalogue.js"

/**
 * Finds the newest default build at each of many instants, as {@link newestDefault} finds it at one. The builds are
 * gone through once, the latest first; each takes the instants in its time that no later build has taken.
 *
 * @param instants - ascending
 * @returns a build, or `null`, for each instant; O(builds x log builds + instants)
 */
export function newestDefaults(catalogue: Catalogue, instants: readonly Instant[]): readonly (Build | null)[] {
  const newest = new Array<Build | null>(instants.length).fill(null)
  const open = createOpenPlaces(instants.length)
  // After the last there is none, and what is compared with it is never before its end.
  const instantAt = (place: number) => instants[place] ?? Number.POSITIVE_INFINITY
  const latestFirst = catalogue
    .filter(({ defaultFrom }) => defaultFrom !== null)
    .sort((one, other) => compareBuilds(other.build, one.build))
  for (const { build, availableFrom, defaultFrom, withdrawnAt } of latestFirst) {
    const first = firstNotBefore(instants, Math.max(availableFrom, defaultFrom as Instant))
    const endsAt = withdrawnAt ?? Number.POSITIVE_INFINITY
    for (let at = open.next(first); instantAt(at) < endsAt; at = open.next(at)) {
      newest[at] = build
      open.take(at)
    }
  }
  return newest
}

interface OpenPlaces {
  /** The first place from `at` on that nobody has taken; the number of places when there is none. */
  readonly next: (at: number) => number
  readonly take: (at: number) => void
}

/** Each taken place points to a later one, and each question shortens the way that it went. */
function createOpenPlaces(count: number): OpenPlaces {
  const later = Int32Array.from({ length: count + 1 }, (_, place) => place)
  const after = (place: number) => later[place] as number
  return {
    next(at) {
      let place = at
      while (after(place) !== place) {
        later[place] = after(after(place))
        place = after(place)
      }
      return place
    },
    take(at) {
      later[at] = at + 1
    },
  }
}

/** The place of the first instant that is not before `from`; the number of instants when there is none. */
function firstNotBefore(instants: readonly Instant[], from: Instant): number {
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const instant = instants[middle] as Instant
    if (instant >= from) high = middle
    else low = middle + 1
  }
  return low
}
