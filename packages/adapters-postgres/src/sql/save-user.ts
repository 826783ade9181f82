import type { SaveResult, UserKey, UserState, UserWrites } from "@muster/sdk/ports"
import { type Database, databaseWithin } from "../database.js"
import type { Tables } from "../tables.js"
import { outputsSql, outputValues } from "./outputs.js"
import { settlementSql } from "./settlement.js"

/**
 * Compares and writes in one statement: the user's row is locked by the write that compares the version, so of parallel
 * saves one wins, and mail and events are written under that lock or not at all. The settlement adds to and takes from
 * the counters as they stand under that lock, so that no parallel charge is undone.
 *
 * Where the account's version counts too, its row is locked and compared first, and raised once the user is written:
 * whichever compare is lost, nothing is written.
 */
export async function saveUser(
  database: Database,
  tables: Tables,
  { accountId, userId }: UserKey,
  next: UserState,
  expectedVersion: number,
  writes: UserWrites,
): Promise<SaveResult> {
  const { accounts } = tables
  const settlement = settlementSql(writes.settle)
  const target = writes.transaction === undefined ? database : databaseWithin(writes.transaction)
  const [row] = await target.run(
    `with held as (
       select from ${accounts} where account_id = $account and version = $accountVersion::bigint for update
     ), saved as (
       ${expectedVersion === 0 ? insertSql(tables) : updateSql(tables, settlement.assignments)}
     ), raised as (
       update ${accounts} set version = version + 1
       where account_id = $account and version = $accountVersion and exists (select from saved)
     ), ${outputsSql(tables, { mailIf: "exists (select from saved)", eventsIf: "exists (select from saved)" })}
     select version from saved`,
    {
      account: accountId,
      user: userId,
      version: expectedVersion,
      accountVersion: writes.accountVersion ?? null,
      format: next.format,
      state: next.json,
      status: next.columns.status,
      epoch: next.columns.epoch,
      sealedKeyIds: next.columns.sealedKeyIds,
      ...settlement.values,
      ...outputValues(accountId, { ...writes, withdraw: writes.withdraw.map((topic) => ({ userId, topic })) }),
    },
  )
  return row === undefined ? { kind: "version-conflict" } : { kind: "saved", version: Number(row.version) }
}

const accountMatches = "($accountVersion is null or exists (select from held))"

/** The counters of a new user are untouched, and stay so whatever is settled. */
function insertSql({ users }: Tables): string {
  return `insert into ${users} (account_id, user_id, version, format, state, status, epoch, sealed_key_ids)
       select $account, $user, 1, $format::integer, $state::text, $status::text, $epoch::bigint, $sealedKeyIds::text[]
       where ${accountMatches}
       on conflict (account_id, user_id) do nothing returning version`
}

function updateSql({ users }: Tables, settlement: readonly string[]): string {
  const assignments = [
    "version = version + 1",
    "format = $format",
    "state = $state",
    "status = $status",
    "epoch = $epoch",
    "sealed_key_ids = $sealedKeyIds::text[]",
    ...settlement,
  ]
  return `update ${users} set ${assignments.join(", ")}
       where account_id = $account and user_id = $user and version = $version::bigint and ${accountMatches}
       returning version`
}
