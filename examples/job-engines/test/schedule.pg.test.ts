import { Logger, parseCronItems, run } from "graphile-worker"
import type { Pool } from "pg"
import PgBoss from "pg-boss"
import { expect, test, vi } from "vitest"
import { musterEveryMinute } from "../src/graphile-worker.js"
import { graphileWorker, pgBoss } from "./engines.js"
import { openFleet } from "./fleet.js"

const soon = { timeout: 15_000, interval: 50 }

test("on pg-boss the schedule is every minute, and two machines whose clocks fire together make one job of it", async () => {
  const fleet = await openFleet({ ...pgBoss, stopClock: "select" })
  await (await fleet.startMachine()).stop()
  const bosses = [watch(fleet.pool), watch(fleet.pool)]
  // As if no machine had looked at the clock for a while.
  await fleet.pool.query("update pgboss.version set cron_on = null")
  await Promise.all(bosses.map((boss) => boss.start()))
  expect(await bosses[0]?.getSchedules()).toMatchObject([{ name: "muster", cron: "* * * * *" }])
  await vi.waitFor(async () => expect(await fleet.waiting()).toHaveLength(1), soon)
  await Promise.all(bosses.map((boss) => boss.stop()))
  expect(await fleet.waiting()).toHaveLength(1)
})

test("machines that make the queue on pg-boss at the same moment all get it", async () => {
  const fleet = await openFleet(pgBoss)
  const boss = watch(fleet.pool)
  await boss.start()
  await boss.stop()
  await fleet.ask("ann")
  const machines = await Promise.all(Array.from({ length: 4 }, () => fleet.startMachine()))
  await vi.waitFor(() => expect(machines.flatMap(({ mailed }) => mailed)).toHaveLength(1), soon)
  expect(machines.flatMap(({ errors }) => errors)).toEqual([])
})

test("on graphile-worker the schedule is every minute, and two machines whose clocks fire together make one job of it", async () => {
  const fleet = await openFleet({ ...graphileWorker, stopClock: "select" })
  await (await fleet.startMachine()).stop()
  const { rows } = await fleet.pool.query("select identifier from graphile_worker._private_known_crontabs")
  expect(rows).toEqual([{ identifier: "muster" }])
  expect(parseCronItems([musterEveryMinute])[0]).toMatchObject({ task: "muster", options: { jobKey: "muster-tick" } })

  // As if the last tick had been five minutes ago: both machines make up for it at their start.
  await fleet.pool.query(`update graphile_worker._private_known_crontabs
    set known_since = now() - interval '1 hour', last_execution = now() - interval '5 minutes'`)
  const late = { ...musterEveryMinute, options: { ...musterEveryMinute.options, backfillPeriod: 60_000 } }
  const runs: number[] = []
  const runners = await Promise.all(
    [1, 2].map((machine) =>
      run({
        pgPool: fleet.pool,
        taskList: { muster: () => void runs.push(machine) },
        parsedCronItems: parseCronItems([late]),
        noHandleSignals: true,
        logger: new Logger(() => () => {}),
      }),
    ),
  )
  await vi.waitFor(() => expect(runs).toHaveLength(1), soon)
  await Promise.all(runners.map((runner) => runner.stop()))
  expect(runs).toHaveLength(1)
})

/** A machine that keeps the schedule and does no work, with its looks at the clock a second apart. */
function watch(pool: Pool): PgBoss {
  const db = { executeSql: (text: string, values: unknown[]) => pool.query(text, values) }
  return new PgBoss({ db, cronWorkerIntervalSeconds: 1 }).on("error", () => {})
}
