import { createWorker, type Muster } from "@muster/sdk"

/** Called by your scheduler, on one machine or on all. */
export async function onSchedule(muster: Muster) {
  const { nextDueAt, ...done } = await muster.jobs.run({ deadlineSeconds: 20 })
  console.log(done)
  return nextDueAt
}

/** Or a loop of its own, in a process that goes on. */
export function startWorker(muster: Muster) {
  const worker = createWorker(muster, { everySeconds: 10 })
  worker.start()
  process.once("SIGTERM", () => worker.stop())
  return worker
}
