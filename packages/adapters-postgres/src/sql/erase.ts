import type { UserKey } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/**
 * Deletes what is written about a user. The save that emptied the user has waited for every charge that held the row, and no
 * charge of an older epoch comes after it, so this statement's snapshot shows whatever those have written.
 */
export async function eraseTraces(
  database: Database,
  { mail, events }: Tables,
  { accountId, userId }: UserKey,
): Promise<void> {
  const matches = "account_id = $account and user_id = $user"
  await database.run(deleting([mail, events], matches), { account: accountId, user: userId })
}

/**
 * Deletes the account with its traces, and then what traces are left. A charge that held a user's row while the first
 * statement waited for it wrote an event that the statement's snapshot does not show; without the row there are no more
 * charges, and the second statement sees what the last one wrote. An account that has begun anew meanwhile keeps what is new.
 */
export async function eraseAccount(
  database: Database,
  { accounts, deviceGroups, users, mail, events }: Tables,
  accountId: string,
): Promise<void> {
  const matches = "account_id = $account"
  const traces = [deviceGroups, users, mail, events]
  await database.run(deleting([accounts, ...traces], matches), { account: accountId })
  const gone = `${matches} and not exists (select from ${accounts} where ${matches})`
  await database.run(deleting(traces, gone), { account: accountId })
}

function deleting(tables: readonly string[], condition: string): string {
  return `with ${tables.map((table, index) => `erased_${index} as (delete from ${table} where ${condition})`).join(", ")}
     select 1`
}
