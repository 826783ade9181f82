import type { Muster } from "@muster/sdk"
import { type CronItem, Logger, parseCronItems, run, type Task } from "graphile-worker"
import type { Pool } from "pg"
import type { JobEngine } from "./job-engine.js"
import { runJobs } from "./run-jobs.js"

const maxAttempts = 4

/** The schedule. With its key a tick takes the place of one that still waits, so ticks do not pile up. */
export const musterEveryMinute: CronItem = {
  task: "muster",
  match: "* * * * *",
  options: { jobKey: "muster-tick", maxAttempts },
}

/** The task. It has no queue name: runs share the work, and a queue stays locked for four hours after a killed machine. */
export function musterTask(muster: Muster, signal: AbortSignal): Task {
  return async (_payload, { addJob }) => {
    const runAt = await runJobs(muster, signal)
    if (runAt !== null) await addJob("muster", {}, { jobKey: "muster-next", runAt, maxAttempts })
  }
}

// No key: a second transaction would wait for the first one to end.
const wakeUpSql = `select graphile_worker.add_job('muster', max_attempts => ${maxAttempts})`

/** A machine with a worker, which works on the host's pool and holds one of its connections to listen. */
export async function startGraphileWorker(
  pool: Pool,
  muster: Muster,
  report: (error: unknown) => void,
): Promise<JobEngine> {
  const stopping = new AbortController()
  const runner = await run({
    pgPool: pool,
    taskList: { muster: musterTask(muster, stopping.signal) },
    parsedCronItems: parseCronItems([musterEveryMinute]),
    // The worker's own handlers would end the process before the host has closed its pool.
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error") report(message)
    }),
  })
  runner.promise.catch(report)
  // What was left while no machine ran does not wait for the schedule. The first one ever also makes the name of the task
  // known, for which two open transactions would otherwise wait.
  await pool.query(wakeUpSql)
  return {
    async wakeUp(client) {
      await client.query(wakeUpSql)
    },
    async stop() {
      stopping.abort()
      await runner.stop()
    },
  }
}
