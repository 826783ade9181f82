import type { Muster } from "@muster/sdk"
import type { ClientBase, Pool } from "pg"
import PgBoss from "pg-boss"
import type { JobEngine } from "./job-engine.js"
import { runJobs } from "./run-jobs.js"

const queue = "muster"

/** Gives Muster's jobs to a pg-boss that was started; for each machine. */
export async function workOnPgBoss(boss: PgBoss, muster: Muster, signal: AbortSignal): Promise<void> {
  // No policy of one run at a time: runs share the work, and one that was killed would hold up the others until it expires.
  const options = { name: queue, retryLimit: 4, retryDelay: 2, retryBackoff: true, expireInSeconds: 120 }
  // Machines that make their first queue at the same moment can deadlock: one goes on, and the other finds it made.
  await boss.createQueue(queue, options).catch(() => boss.createQueue(queue, options))
  await boss.schedule(queue, "* * * * *")
  // One run does for everything that waits, so nothing piles up.
  await boss.work(queue, { batchSize: 100, pollingIntervalSeconds: 1 }, async () => {
    try {
      const next = await runJobs(muster, signal)
      if (next !== null) await boss.send(queue, {}, { startAfter: next })
    } catch (error) {
      // pg-boss tries again, and tells nobody why.
      boss.emit("error", error)
      throw error
    }
  })
  // What was left while no machine ran does not wait for the schedule.
  await boss.send(queue, {})
}

/** A machine with a pg-boss, which works on the host's pool. */
export async function startPgBoss(pool: Pool, muster: Muster, report: (error: unknown) => void): Promise<JobEngine> {
  const boss = new PgBoss({ db: on(pool) })
  boss.on("error", report)
  await boss.start()
  const stopping = new AbortController()
  await workOnPgBoss(boss, muster, stopping.signal)
  return {
    async wakeUp(client) {
      await boss.send(queue, {}, { db: on(client) })
    },
    async stop() {
      stopping.abort()
      await boss.stop()
    },
  }
}

const on = (client: Pool | ClientBase): PgBoss.Db => ({ executeSql: (text, values) => client.query(text, values) })
