// How long it takes to resolve an account's device groups, to check them against the minimum and to plan the
// remediation, from nothing, as groups grow. Prints the time of each size and how it grew, so that a quadratic step
// would show.
//
//   npm run bench
import { type AccountUpdates, checkReadiness, type DeviceGroup, type GroupUpdates } from "@muster/policy"

const below = { mode: "infrequent", build: "v4.2 b1400" } as const
const catalogue = [1400, 1575].map((number, index) => ({
  build: { version: [4, index + 2], number },
  availableFrom: 0,
  defaultFrom: null,
  withdrawnAt: null,
}))
const minimum = { version: [4, 3], number: 1575 }
const updates: AccountUpdates = below

interface Shape {
  /** The position of a group's parent. */
  readonly parentOf: (index: number, size: number) => number | null
  /** Which groups have a setting of their own, one below the minimum; the others inherit. Absent: every fifth. */
  readonly isPinned?: (index: number, size: number) => boolean
}

const shapes: Readonly<Record<string, Shape>> = {
  flat: { parentOf: () => null },
  "eight to a parent": { parentOf: (index) => (index === 0 ? null : (index - 1) >> 3) },
  "one chain": { parentOf: (index) => (index === 0 ? null : index - 1) },
  // Every group's path leads all the way to the root, whose setting is what is wrong.
  "chain, deepest first": {
    parentOf: (index, size) => (index === size - 1 ? null : index + 1),
    isPinned: (index, size) => index === size - 1,
  },
}

// Numbers stand in for randomness, so that each run measures the same.
const everyFifth = (index: number) => (index * 2_654_435_761) % 5 === 0

function grow(size: number, { parentOf, isPinned = everyFifth }: Shape): readonly DeviceGroup[] {
  return Array.from({ length: size }, (_, index) => {
    const parent = parentOf(index, size)
    const own: GroupUpdates = isPinned(index, size) ? below : { mode: "inherit" }
    return {
      id: `group-${index}`,
      name: `Group ${index}`,
      parentId: parent === null ? null : `group-${parent}`,
      updates: own,
    }
  })
}

function milliseconds(groups: readonly DeviceGroup[]): number {
  const began = performance.now()
  const readiness = checkReadiness({ updates, groups, catalogue, minimum, now: 1, version: 1 })
  const took = performance.now() - began
  if (readiness.kind !== "blocked" || readiness.remediation === null) throw new Error("a plan is expected")
  return took
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number

for (const [name, shape] of Object.entries(shapes)) {
  let previous: number | undefined
  for (const size of [1_000, 10_000, 100_000, 1_000_000]) {
    const groups = grow(size, shape)
    const took = median(Array.from({ length: size > 100_000 ? 3 : 9 }, () => milliseconds(groups)))
    const growth = previous === undefined ? "" : `× ${(took / previous).toFixed(1)} for ten times the groups`
    console.log(`${name.padEnd(20)} ${String(size).padStart(9)} groups ${took.toFixed(1).padStart(8)} ms  ${growth}`)
    previous = took
  }
}
