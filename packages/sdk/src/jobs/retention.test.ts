import { memoryStore } from "@muster/adapters-memory"
import { afterEach, describe, expect, test, vi } from "vitest"
import { directoryUser } from "../../test/directory.js"
import { openReminding } from "../../test/reminding.js"
import { accountId, openWorld, system } from "../../test/world.js"

afterEach(() => {
  vi.restoreAllMocks()
})

/** An account with this many events of today. */
async function openEvents(count: number, retention?: { readonly eventsDays?: number }) {
  const world = openWorld({ ...(retention && { retention }) })
  const settings = [{ timeZone: "UTC" }, { timeZone: "Europe/Berlin" }]
  for (let change = 0; change < count; change++) {
    await world.muster.accounts.configure({ accountId, actor: system, settings: settings[change % 2] ?? {} })
  }
  const left = async () => (await world.muster.accounts.events({ accountId, limit: 1000 })).items.length
  return { ...world, left }
}

describe("events", () => {
  test("are kept for ever unless the host says for how long", async () => {
    const { muster, clock, left } = await openEvents(3)
    clock.advance({ days: 10_000 })
    expect((await muster.jobs.run()).pruned).toBe(0)
    expect(await left()).toBe(3)
  })

  test("are deleted once they are older than the host says", async () => {
    const { muster, clock, left } = await openEvents(3, { eventsDays: 30 })
    clock.advance({ days: 30 })
    expect((await muster.jobs.run()).pruned).toBe(0)
    clock.advance({ seconds: 1 })
    const soon = performance.now()
    vi.spyOn(performance, "now").mockReturnValue(soon + 660_000)
    expect((await muster.jobs.run()).pruned).toBe(3)
    expect(await left()).toBe(0)
  })

  test("are deleted batch after batch until the deadline, and the next run goes on at once", async () => {
    const { muster, clock, left } = await openEvents(1100, { eventsDays: 1 })
    clock.advance({ days: 2 })
    let now = 0
    vi.spyOn(performance, "now").mockImplementation(() => {
      now += 200
      return now
    })
    const { pruned, nextDueAt } = await muster.jobs.run({ deadlineSeconds: 1 })
    expect({ isPart: pruned > 0 && pruned < 1100, nextDueAt }).toEqual({ isPart: true, nextDueAt: clock.now() })
    vi.restoreAllMocks()
    expect((await muster.jobs.run()).pruned).toBe(1100 - pruned)
    expect(await left()).toBe(0)
  })

  test.each([0, 1.5, -1, 36_501, Number.NaN])("are not kept for %f days", (eventsDays) => {
    expect(() => openWorld({ retention: { eventsDays } })).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field: "retention.eventsDays" }),
    )
  })

  test("a name that is no option of the retention is refused as a slip", () => {
    const retention = { eventDays: 30 } as object
    expect(() => openWorld({ retention })).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION" }))
  })
})

test("undelivered mail is kept for 30 days, and records of reminders as long after their date", async () => {
  const store = memoryStore()
  const { muster, clock, at } = await openReminding([directoryUser("bob")], {
    store,
    mailer: { send: async () => ({ kind: "rejected", retryable: false }) },
  })
  at({ days: 1 })
  expect(await muster.jobs.run()).toMatchObject({ reminders: 1, mailFailed: 1 })
  const kept = async () => [
    (await muster.outbox.undelivered({ accountId })).items.length,
    (await store.listReminded({ accountId, userIds: ["bob"] })).length,
  ]
  at({ days: -2 })
  expect(await kept()).toEqual([1, 1])
  const later = performance.now() + 660_000
  vi.spyOn(performance, "now").mockReturnValue(later)
  clock.advance({ days: 27, seconds: 1 })
  expect((await muster.jobs.run()).pruned).toBe(1)
  expect(await kept()).toEqual([0, 1])
  vi.spyOn(performance, "now").mockReturnValue(later + 660_000)
  clock.advance({ days: 3 })
  expect((await muster.jobs.run()).pruned).toBe(1)
  expect(await kept()).toEqual([0, 0])
})
