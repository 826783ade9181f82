import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { largeAccount } from "../../../../bench/scale/names.js"
import { calls } from "./calls.js"
import { faultsOf } from "./faults.js"
import { indexesIn, withoutIndex } from "./indexes.js"
import { testLists } from "./lists.js"
import { type Place, placeIn } from "./place.js"
import { plannings, plansOf, undone } from "./plan.js"
import { type OpenSeeded, openSeeded } from "./seeded.js"
import { testSignIns } from "./sign-ins.js"
import { touchedBy } from "./touched.js"
import { walks } from "./walks.js"

const minutes = 60_000

let seeded: OpenSeeded
let places: { readonly large: Place; readonly other: Place }
beforeAll(async () => {
  seeded = await openSeeded()
  const { pool, schema, now } = seeded
  places = {
    large: await placeIn(pool, schema, { now, accountId: largeAccount }),
    other: await placeIn(pool, schema, { now, accountId: { otherThan: largeAccount } }),
  }
}, 15 * minutes)
afterAll(() => seeded.close(), minutes)

describe.each(plannings)("planned %s, every statement", (planning) => {
  test.each(["large", "other"] as const)(
    "of a call in the %s account uses an index, and reads no more however much there is",
    async (which) => {
      const faults = await undone(seeded.pool, async (connection) => {
        const found: string[] = []
        for (const call of calls) {
          if (which === "large" && call.accounts === "others") continue
          found.push(...(await faultsOf(connection, seeded, call, { place: places[which], planning })))
        }
        return found
      })
      expect(faults).toEqual([])
    },
    5 * minutes,
  )
})

test(
  "what is named as a walk reads more than any other call, each of them",
  async () => {
    for (const [name, { run }] of Object.entries(walks)) {
      const plans = await undone(seeded.pool, (connection) =>
        plansOf(connection, "for its values", (client) => run(seeded.callsOn(client), places.large)),
      )
      const rows = plans.map(({ root }) => touchedBy(root).rows)
      const most = Math.max(...calls.filter(({ method }) => method === name).map((call) => call.rows))
      expect([name, Math.max(...rows) > most]).toEqual([name, true])
    }
  },
  10 * minutes,
)

test(
  "an index that is gone is noticed, whichever it is",
  async () => {
    const unnoticed: string[] = []
    for (const index of await indexesIn(seeded)) {
      const faults = await withoutIndex(seeded, index, async (connection) => {
        for (const planning of plannings) {
          for (const call of calls) {
            const place = call.accounts === "others" ? places.other : places.large
            const found = await faultsOf(connection, seeded, call, { place, planning })
            if (found.length > 0) return found
          }
        }
        return []
      })
      if (faults.length === 0) unnoticed.push(index.name)
    }
    // Of no more use, see the migration that took its place.
    expect(unnoticed).toEqual(["events_at"])
  },
  10 * minutes,
)

testLists(() => seeded)
testSignIns(() => seeded)
