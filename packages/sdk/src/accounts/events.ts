import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { accountIdSchema, pageSchema, parseInput } from "../input.js"

/** A page of the audit log. */
export function listEvents(
  deps: Dependencies,
  input: Parameters<Accounts["events"]>[0],
): ReturnType<Accounts["events"]> {
  const accountId = parseInput(accountIdSchema, input.accountId)
  const { after, limit } = parseInput(pageSchema, { after: input.after, limit: input.limit })
  return deps.store.listEvents({ accountId, userId: input.userId, after, limit: limit ?? undefined })
}
