import { memoryMailer } from "@muster/adapters-memory"
import { afterEach, expect, test, vi } from "vitest"
import { manyUsers, openReminding } from "../../test/reminding.js"
import { accountId, system } from "../../test/world.js"
import type { MusterStore } from "../ports/index.js"

const users = manyUsers(1200)
const everybody = users.map(({ id }) => id)

afterEach(() => {
  vi.restoreAllMocks()
})

type Hook = (page: number) => Promise<void>

/** Runs something around the saves of each page, which counts from 1. */
function aroundPages(
  store: MusterStore,
  { before, after }: { readonly before?: Hook; readonly after?: Hook },
): MusterStore {
  let pages = 0
  return {
    ...store,
    async saveReminders(claim, progress) {
      pages += 1
      await before?.(pages)
      const saved = await store.saveReminders(claim, progress)
      await after?.(pages)
      return saved
    },
  }
}

/** Dies around the save of the second page. A machine that is dead saves nothing more, no apologies either. */
function killedAround(store: MusterStore, where: "before" | "after"): MusterStore {
  const die = (fatal: number) => async (page: number) => {
    if (page >= fatal) throw new Error("killed")
  }
  return aroundPages(store, where === "before" ? { before: die(2) } : { before: die(3), after: die(2) })
}

test("many users are told on several pages, each in order and once", async () => {
  const { muster, at, reminded, calls } = await openReminding(users)
  at({ days: 1 })
  calls.list = 0
  expect(await muster.jobs.run()).toMatchObject({ reminders: 1200, mailSent: 1200 })
  expect(reminded()).toEqual(everybody)
  expect(calls.list).toBe(3)
  expect((await muster.jobs.run()).reminders).toBe(0)
})

test.each([
  ["before", 500],
  ["after", 1000],
] as const)(
  "a run that is killed %s the save of a page leaves the rest to the next, which tells nobody again",
  async (where, told) => {
    const { machine, muster, clock, store, at, reminded } = await openReminding(users)
    at({ days: 1 })
    await expect(machine(killedAround(store, where)).muster.jobs.run()).rejects.toThrow("killed")
    expect((await muster.jobs.run()).reminders).toBe(0)
    // Its lease has to end first.
    clock.advance({ minutes: 3 })
    expect((await muster.jobs.run()).reminders).toBe(1200 - told)
    expect(new Set(reminded()).size).toBe(reminded().length)
  },
)

test("a run that ends at its deadline gives the account back, and the next one goes on at the same page", async () => {
  const { muster, machine, at, reminded, calls } = await openReminding(users)
  at({ days: 1 })
  let now = 0
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 25
    return now
  })
  const first = await muster.jobs.run({ deadlineSeconds: 1 })
  expect(first.reminders).toBeGreaterThan(0)
  expect(first.reminders).toBeLessThan(1200)
  vi.restoreAllMocks()
  const read = calls.list
  const other = machine()
  expect((await other.muster.jobs.run()).reminders).toBe(1200 - first.reminders)
  expect(calls.list - read).toBeLessThan(3)
  const all = [...reminded(), ...reminded(other.mailer)]
  expect(all.sort()).toEqual(everybody)
})

test("a run whose signal is aborted takes up no further page", async () => {
  const { machine, muster, store, at } = await openReminding(users)
  at({ days: 1 })
  const stopping = new AbortController()
  const aborting = aroundPages(store, { after: async () => stopping.abort() })
  expect((await machine(aborting).muster.jobs.run({ signal: stopping.signal })).reminders).toBe(500)
  expect((await muster.jobs.run()).reminders).toBe(700)
})

test("machines that run at once tell everybody once", async () => {
  const mailer = memoryMailer()
  const { muster, machine, at, reminded } = await openReminding(users, { mailer })
  at({ days: 1 })
  const runs = await Promise.all([muster, machine().muster, machine().muster].map(({ jobs }) => jobs.run()))
  expect(runs.reduce((sum, { reminders }) => sum + reminders, 0)).toBe(1200)
  expect(reminded(mailer).sort()).toEqual(everybody)
})

test("a machine that stood still for longer than its lease tells nobody again", async () => {
  const { muster, machine, clock, store, at, reminded } = await openReminding(users)
  at({ days: 1 })
  const slow = aroundPages(store, {
    before: async (page) => {
      if (page !== 2) return
      clock.advance({ minutes: 3 })
      expect((await muster.jobs.run()).reminders).toBe(700)
    },
  })
  const late = machine(slow)
  expect((await late.muster.jobs.run()).reminders).toBe(500)
  expect([...reminded(), ...reminded(late.mailer)].sort()).toEqual(everybody)
})

test("an account that is changed meanwhile is judged anew: what is called off is not told any more", async () => {
  const { muster, machine, store, at } = await openReminding(users)
  at({ days: 1 })
  const changing = aroundPages(store, {
    before: async (page) => {
      if (page === 2) await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: null })
    },
  })
  expect((await machine(changing).muster.jobs.run()).reminders).toBe(500)
  expect((await muster.jobs.run()).reminders).toBe(0)
})
