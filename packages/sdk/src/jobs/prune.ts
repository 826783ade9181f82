import type { Dependencies } from "../dependencies.js"
import type { Batches, Deadline } from "./deadline.js"

const batch = 500
const dayMilliseconds = 86_400_000
/** For an admin to find out what happened, and to have the mail tried again. */
const undeliveredDays = 30

/** Deletes what is old, a batch a statement, so that no statement holds many rows for long. */
export async function pruneRows(deps: Dependencies, deadline: Deadline): Promise<Batches> {
  if (!deps.quietPrune.isDue()) return { done: 0, isUnfinished: false }
  const now = deps.clock.now()
  const ages = {
    before: now - undeliveredDays * dayMilliseconds,
    eventsBefore: deps.eventsDays === null ? null : now - deps.eventsDays * dayMilliseconds,
  }
  let done = 0
  while (!deadline.hasCome()) {
    const pruned = await deps.store.prune({ ...ages, limit: batch })
    done += pruned
    // Rows that another machine was deleting make a batch smaller, too: the rest is theirs.
    if (pruned < batch) {
      deps.quietPrune.foundNothing()
      return { done, isUnfinished: false }
    }
  }
  return { done, isUnfinished: true }
}
