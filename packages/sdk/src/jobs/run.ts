import * as z from "zod"
import type { Jobs, JobsRun } from "../api/jobs.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { type Deadline, deadlineIn } from "./deadline.js"
import { nextDueAt } from "./next-due.js"
import { pruneRows } from "./prune.js"
import { createReminders } from "./reminders.js"
import { resealUsers } from "./reseal.js"
import { sendDueMail } from "./send-mail.js"

const schema = z.object({
  deadlineSeconds: z.number().min(1).max(900).optional(),
  signal: z
    .custom<AbortSignal>((value) => typeof value === "object" && value !== null && "aborted" in value)
    .optional(),
})

/** Does what is due, until none is left or the deadline has come: mail and reminders first, since people wait for those. */
export async function runJobs(deps: Dependencies, input: Parameters<Jobs["run"]>[0] = {}): Promise<JobsRun> {
  const { deadlineSeconds = 30, signal } = parseInput(schema, input)
  const deadline = deadlineIn(deadlineSeconds, signal)
  // A claim buries what has expired, so the clocks are compared before the first. An account that nobody has will do.
  if (!deps.clockGuard.isTrusted()) await deps.clockGuard.timed(() => deps.store.loadAccount("clock"))
  // A key that this machine knows wrongly stops it before it claims mail that others can open.
  await deps.keys.current("mail")
  const { failures, ...told } = await sendAndRemind(deps, deadline)
  const resealed = await resealUsers(deps, deadline)
  const pruned = await pruneRows(deps, deadline)
  if (failures.length > 0) throw failures[0]
  const isUnfinished = resealed.isUnfinished || pruned.isUnfinished || deadline.hasCome()
  return {
    ...told,
    resealed: resealed.done,
    pruned: pruned.done,
    nextDueAt: await nextDueAt(deps, isUnfinished),
    isUnfinished,
  }
}

/**
 * Sends what waits after each page of reminders, so that an account of many users fills no outbox in which a code would wait
 * behind all of them.
 */
async function sendAndRemind(deps: Dependencies, deadline: Deadline) {
  let [mailSent, mailFailed, mailUndelivered, reminded] = [0, 0, 0, 0]
  const reminders = createReminders(deps)
  for (let page: number | null = 0; page !== null; reminded += page ?? 0) {
    const { sent, failed, undelivered } = await sendDueMail(deps, deadline)
    mailSent += sent
    mailFailed += failed
    mailUndelivered += undelivered
    page = deadline.hasCome() ? null : await reminders.next()
  }
  await reminders.pause()
  return { mailSent, mailFailed, mailUndelivered, reminders: reminded, failures: reminders.failures }
}
