import type { AccountState, AccountWrites, SaveResult } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"
import { outputsSql, outputValues } from "./outputs.js"

/**
 * Compares and writes in one statement: the account's row is locked by the write that compares, so of parallel saves
 * each sees what the one before it left, and groups, mail and events are written under that lock or not at all.
 */
export async function saveAccount(
  database: Database,
  tables: Tables,
  accountId: string,
  next: AccountState | null,
  expectedVersion: number,
  writes: AccountWrites,
): Promise<SaveResult> {
  const { deviceGroups } = tables
  const put = [...new Map(writes.putGroups.map((group) => [group.id, group])).values()]
  const [row] = await database.run(
    `with saved as (
       ${savedSql(tables, next, expectedVersion)}
     ), removed as (
       delete from ${deviceGroups}
       where account_id = $account and group_id = any($remove::text[]) and exists (select from saved)
     ), put as (
       insert into ${deviceGroups} (account_id, group_id, body)
       select $account, p.group_id, p.body::json
       from json_to_recordset($put::text::json) as p (group_id text, body text)
       where exists (select from saved)
       on conflict (account_id, group_id) do update set body = excluded.body
     ), ${outputsSql(tables, { mailIf: "exists (select from saved)", eventsIf: "exists (select from saved)" })}
     select version from saved`,
    {
      account: accountId,
      format: next?.format ?? null,
      state: next?.json ?? null,
      version: expectedVersion,
      groupsVersion: writes.expectedGroupsVersion,
      raise: writes.putGroups.length + writes.removeGroups.length > 0 ? 1 : 0,
      // A group that is both removed and put is put; one statement cannot do both to a row.
      remove: writes.removeGroups.filter((id) => put.every((group) => group.id !== id)),
      put: JSON.stringify(put.map((group) => ({ group_id: group.id, body: JSON.stringify(group) }))),
      ...outputValues(accountId, { ...writes, withdraw: [] }),
    },
  )
  return row === undefined ? { kind: "version-conflict" } : { kind: "saved", version: Number(row.version) }
}

/** The part that compares: it returns the version after the save, or nothing when it lost. */
function savedSql({ accounts }: Tables, next: AccountState | null, expectedVersion: number): string {
  const matches = `account_id = $account and version = $version::bigint
         and ($groupsVersion::bigint is null or groups_version = $groupsVersion)`
  // Without a new state the account must exist, which version 0 does not.
  if (next === null) {
    return `update ${accounts} set groups_version = groups_version + $raise::integer where ${matches} returning version`
  }
  if (expectedVersion > 0) {
    return `update ${accounts} set version = version + 1, format = $format, state = $state,
         groups_version = groups_version + $raise::integer
       where ${matches} returning version`
  }
  return `insert into ${accounts} (account_id, version, groups_version, format, state)
       select $account, 1, $raise::integer, $format::integer, $state::text where coalesce($groupsVersion::bigint, 0) = 0
       on conflict (account_id) do nothing returning version`
}
