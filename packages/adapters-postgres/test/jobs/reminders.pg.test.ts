import { expectKind } from "@muster/sdk"
import type { MusterStore } from "@muster/sdk/ports"
import { afterEach, expect, test } from "vitest"
import { directoryOf } from "../../../sdk/test/directory.js"
import { forcedLogout, logoutAt, manyUsers } from "../../../sdk/test/reminding.js"
import { accountId, system } from "../../../sdk/test/world.js"
import { openMachines } from "./open-machines.js"

const users = manyUsers(1200)
const day = 86_400_000

let world: Awaited<ReturnType<typeof openMachines>>
afterEach(() => world.close())

async function openDay(before: number, accountIds: readonly string[] = [accountId]) {
  const { directory } = directoryOf(users)
  world = await openMachines({
    directory: { ...directory, list: (input) => directory.list({ ...input, accountId }) },
  })
  for (const id of accountIds) {
    expectKind(await world.muster.accounts.enable({ accountId: id, actor: system, forcedLogout }), "enabled")
  }
  world.clock.set(logoutAt - before)
  return world
}

const told = () => world.mailer.sent.map(({ key }) => `${key.accountId}/${key.userId}`)

test("8 machines remind everybody of 5 accounts once", async () => {
  const accountIds = Array.from({ length: 5 }, (_, index) => `account-${index}`)
  const { machine } = await openDay(day, accountIds)
  const machines = Array.from({ length: 8 }, () => machine())
  const runs = await Promise.all(machines.map(({ muster }) => muster.jobs.run({ deadlineSeconds: 120 })))
  expect(runs.reduce((sum, { reminders }) => sum + reminders, 0)).toBe(6000)
  await world.muster.jobs.run({ deadlineSeconds: 120 })
  expect(told()).toHaveLength(6000)
  expect(new Set(told()).size).toBe(6000)
  const { rows } = await world.pool.query(
    `select count(distinct (account_id, user_id)) as users, count(*) as events from ${world.schema}.events where kind = 'reminder-sent'`,
  )
  expect([Number(rows[0].users), Number(rows[0].events)]).toEqual([6000, 6000])
}, 120_000)

test.each(["before", "after"] as const)(
  "a machine that is killed %s the commit of a page costs nobody the reminder, and nobody has it twice",
  async (when) => {
    const { muster, clock, machine } = await openDay(day)
    let dead = false
    const killed = machine((store: MusterStore) => {
      let pages = 0
      return {
        ...store,
        async saveReminders(claim, progress) {
          pages += 1
          if (dead || (pages === 2 && when === "before")) {
            dead = true
            throw new Error("killed")
          }
          const saved = await store.saveReminders(claim, progress)
          if (pages === 2) {
            dead = true
            throw new Error("killed")
          }
          return saved
        },
      }
    })
    await expect(killed.muster.jobs.run()).rejects.toThrow("killed")
    clock.advance({ seconds: 119 })
    expect((await muster.jobs.run()).reminders).toBe(0)
    clock.advance({ seconds: 1 })
    expect((await muster.jobs.run()).reminders).toBe(when === "before" ? 700 : 200)
    expect(told()).toHaveLength(1200)
    expect(new Set(told()).size).toBe(1200)
  },
  60_000,
)

test("an account whose row somebody holds is passed over, not waited for, and reminded later", async () => {
  const { muster, pool, schema, machine } = await openDay(day)
  const client = await pool.connect()
  try {
    await client.query("begin")
    await client.query(`select from ${schema}.accounts for update`)
    expect((await machine().muster.jobs.run()).reminders).toBe(0)
  } finally {
    await client.query("rollback")
    client.release()
  }
  expect((await muster.jobs.run()).reminders).toBe(1200)
}, 60_000)
