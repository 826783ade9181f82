import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { idSchema, pageSchema, parseAccountId, parseInput } from "../input.js"

/** A page of the audit log. */
export async function listEvents(
  deps: Dependencies,
  input: Parameters<Accounts["events"]>[0],
): ReturnType<Accounts["events"]> {
  const accountId = parseAccountId(input)
  const { after, limit } = parseInput(pageSchema, { after: input.after, limit: input.limit })
  const { userId } = parseInput(z.object({ userId: idSchema.optional() }), { userId: input.userId })
  return deps.store.listEvents({ accountId, userId, after, limit: limit ?? undefined })
}
