import type { Muster } from "@muster/sdk"

/**
 * Makes one run of Muster's jobs. Answers when the next one should come where the schedule would be late: for what the
 * deadline or a stop has left, for mail that is tried again in half a minute.
 */
export async function runJobs({ jobs }: Pick<Muster, "jobs">, signal: AbortSignal): Promise<Date | null> {
  const { nextDueAt } = await jobs.run({ deadlineSeconds: 30, signal })
  const now = Date.now()
  if (nextDueAt > now + 60_000) return null
  // What is due now is done a second later, so that no run can follow another without a rest.
  return new Date(Math.max(nextDueAt, now + 1000))
}
