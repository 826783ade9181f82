import type { AccountErasure, SaveResult, UserKey } from "@muster/sdk/ports"
import { findAccount, putAccount } from "./accounts.js"
import type { Sql } from "./sql.js"

/** What is written about a user. The user's row and the counters stay: the epoch in it tells tickets of before. */
const traces = ["muster_mail", "muster_events", "muster_reminders"]

export async function eraseTraces(sql: Sql, { accountId, userId }: UserKey): Promise<void> {
  for (const table of traces) {
    await sql.change(`delete from ${table} where account_id = :accountId and user_id = :userId`, { accountId, userId })
  }
}

/**
 * Nobody writes while this transaction does, so nothing can come between the comparison and the deletions, and whoever is
 * saved later begins with the epoch that is left in `next`: `firstEpoch` has nothing to tell apart here.
 */
export async function eraseAccount(
  sql: Sql,
  accountId: string,
  { next, expectedVersion, expectedGroupsVersion }: AccountErasure,
): Promise<SaveResult> {
  const { version, groupsVersion } = (await findAccount(sql, accountId)) ?? { version: 0, groupsVersion: 0 }
  if (version !== expectedVersion || groupsVersion !== expectedGroupsVersion) return { kind: "version-conflict" }
  for (const table of ["muster_device_groups", "muster_users", "muster_throttles", ...traces]) {
    await sql.change(`delete from ${table} where account_id = :accountId`, { accountId })
  }
  await putAccount(sql, accountId, { version: version + 1, groupsVersion: groupsVersion + 1, value: next })
  return { kind: "saved", version: version + 1 }
}
