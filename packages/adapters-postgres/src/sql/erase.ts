import type { UserKey } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { NamedValues } from "../named-parameters.js"
import type { Tables } from "../tables.js"

export async function eraseUser(
  database: Database,
  { users, mail, events }: Tables,
  { accountId, userId }: UserKey,
): Promise<void> {
  const matches = "account_id = $account and user_id = $user"
  await erase(database, users, [mail, events], matches, { account: accountId, user: userId })
}

export async function eraseAccount(
  database: Database,
  { accounts, deviceGroups, users, mail, events }: Tables,
  accountId: string,
): Promise<void> {
  await erase(database, accounts, [deviceGroups, users, mail, events], "account_id = $account", { account: accountId })
}

/**
 * Deletes the owner with its traces, and then what traces are left. A charge that held the owner's row while the first
 * statement waited for it wrote an event that the statement's snapshot does not show; without the row there are no more
 * charges, and the second statement sees what the last one wrote. Whoever has begun anew meanwhile keeps what is new.
 */
async function erase(
  database: Database,
  owner: string,
  traces: readonly string[],
  matches: string,
  values: NamedValues,
): Promise<void> {
  const deleting = (tables: readonly string[], condition: string) =>
    `with ${tables.map((table, index) => `erased_${index} as (delete from ${table} where ${condition})`).join(", ")}
     select 1`
  await database.run(deleting([owner, ...traces], matches), values)
  await database.run(deleting(traces, `${matches} and not exists (select from ${owner} where ${matches})`), values)
}
