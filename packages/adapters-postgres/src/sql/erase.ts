import type { AccountErasure, SaveResult, UserKey } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/**
 * Deletes what is written about a user. The save that emptied the user has waited for every charge that held the row, and no
 * charge of an older epoch comes after it, so this statement's snapshot shows whatever those have written.
 */
export async function eraseTraces(
  database: Database,
  { mail, events, reminders }: Tables,
  { accountId, userId }: UserKey,
): Promise<void> {
  const condition = "account_id = $account and user_id = $user"
  const deletions = [mail, events, reminders].map((table, index) => deletion(table, index, condition))
  await database.run(`with ${deletions.join(", ")} select 1`, { account: accountId, user: userId })
}

/**
 * Compares, deletes and leaves the new state in one statement, under the lock of the account's row, and then deletes what came
 * between. A charge that held a user's row while the first statement waited for it wrote an event that the statement's snapshot
 * does not show, and so did the first save of a user. Without a row of before there are no more charges, and the second
 * statement sees what the last one wrote. A machine that dies between the two leaves traces alone, which the next erasing deletes.
 */
export async function eraseAccount(
  database: Database,
  tables: Tables,
  accountId: string,
  { next, expectedVersion, expectedGroupsVersion, firstEpoch }: AccountErasure,
): Promise<SaveResult> {
  const { deviceGroups, users, mail, events, reminders } = tables
  const condition = "account_id = $account and exists (select from erased)"
  const deletions = [deviceGroups, users, mail, events, reminders].map((table, index) =>
    deletion(table, index, condition),
  )
  const [row] = await database.run(
    `with erased as (
       ${erasedSql(tables, expectedVersion)}
     ), ${deletions.join(", ")}
     select version, groups_version from erased`,
    {
      account: accountId,
      format: next.format,
      state: next.json,
      version: expectedVersion,
      groupsVersion: expectedGroupsVersion,
    },
  )
  if (row === undefined) return { kind: "version-conflict" }
  const version = Number(row.version)
  await database.runAnyhow(leftoversSql(tables), {
    account: accountId,
    version,
    groupsVersion: Number(row.groups_version),
    firstEpoch,
  })
  return { kind: "saved", version }
}

/** The part that compares: it returns the versions that are left, or nothing when it lost. */
function erasedSql({ accounts }: Tables, expectedVersion: number): string {
  if (expectedVersion > 0) {
    return `update ${accounts} set version = version + 1, groups_version = groups_version + 1, format = $format, state = $state,
         reminders_place = null
       where account_id = $account and version = $version::bigint and groups_version = $groupsVersion::bigint
       returning version, groups_version`
  }
  return `insert into ${accounts} (account_id, version, groups_version, format, state)
       select $account, 1, 1, $format::integer, $state::text where $version::bigint = 0 and $groupsVersion::bigint = 0
       on conflict (account_id) do nothing returning version, groups_version`
}

/**
 * Nothing is left over where somebody has saved the account since: what was written for it then is its own. Neither is what a
 * user of the new life has, or has been told.
 */
function leftoversSql({ accounts, users, mail, events, reminders }: Tables): string {
  const isLeft = `account_id = $account and exists (
         select from ${accounts} a
         where a.account_id = $account and a.version = $version::bigint and a.groups_version = $groupsVersion::bigint
       ) and not exists (
         select from ${users} u where u.account_id = $account and u.user_id = left_over.user_id
           and u.epoch >= $firstEpoch::bigint
       )`
  const deletions = [mail, events, reminders].map((table, index) => deletion(`${table} left_over`, index, isLeft))
  return `with deleted_users as (
       delete from ${users} where account_id = $account and epoch < $firstEpoch::bigint
     ), ${deletions.join(", ")}
     select 1`
}

function deletion(table: string, index: number, condition: string): string {
  return `deleted_${index} as (delete from ${table} where ${condition})`
}
