import type { Instant } from "@muster/core"
import type { Dependencies } from "../dependencies.js"

const dayMilliseconds = 86_400_000

/**
 * When there is something to do again: mail, an account to look at, or whatever the deadline has left. What is old is looked for
 * once a day, and what machines of another key have sealed meanwhile.
 */
export async function nextDueAt(deps: Dependencies, isUnfinished: boolean): Promise<Instant> {
  const [mailAt, remindersAt] = await Promise.all([
    deps.store.nextMailAt(),
    deps.directory === null ? null : deps.store.nextRemindersAt(),
  ])
  const now = deps.clock.now()
  if (isUnfinished) return now
  const dues = [mailAt, remindersAt].filter((at) => at !== null)
  return Math.max(now, Math.min(...dues, now + dayMilliseconds))
}
