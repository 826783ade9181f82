import type { Instant } from "@muster/core"
import { type ChargeResult, type ChargeRule, frozen, throttleStanding, type UserKey } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { NamedValues } from "../named-parameters.js"
import type { SqlRow } from "../sql-client.js"
import type { Tables } from "../tables.js"
import { accountColumns, toStoredAccount } from "./account-rows.js"
import { databaseTime } from "./database-time.js"
import { outputsSql, outputValues } from "./outputs.js"
import { columnsOf, throttleColumns, toThrottle } from "./throttle-columns.js"
import { toUser, userColumns } from "./user-rows.js"

/** Each attempt but the last lost to a parallel charge or save; whoever is that unlucky is told to come back. */
const mostAttempts = 4
const contendedSeconds = 1

/** Spends an attempt in one statement that also answers everything else about it. */
export async function chargeUser(
  database: Database,
  tables: Tables,
  key: UserKey,
  rule: ChargeRule,
  now: Instant,
): Promise<ChargeResult> {
  const text = chargeSql(tables, rule)
  const values = chargeValues(key, rule, now)
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const [row] = await database.run(text, values)
    if (row === undefined || Number(row.epoch) !== rule.epoch) return { kind: "unknown" }
    if (row.charged === true) return charged(row, rule)
    const standing = throttleStanding(toThrottle(row, rule.pool), rule, now)
    if (standing.kind !== "open") return standing
    // A refused row that looks open is as it was before a parallel charge: the next snapshot shows what that one left.
  }
  return { kind: "throttled", retryAt: now + contendedSeconds * 1000 }
}

/**
 * The lock of the user's row makes the test and the spending one step: a charge that waited for another tests what that
 * one left. Tested and spent apart, any number of parallel guesses would pass the test before the first was counted.
 *
 * A refusal returns the row as the snapshot shows it and writes nothing, not even a lock. It waits for its turn like
 * every charge, as nobody can tell before: a flood is read one by one, and no longer than the queue of turns may be. The
 * arithmetic is that of `chargeThrottle` and `throttleStanding`.
 */
function chargeSql(tables: Tables, rule: ChargeRule): string {
  const { accounts, users } = tables
  const { failures, bucketUntil, nextTryAt } = columnsOf(rule.pool)
  const columns = `${databaseTime}, ${accountColumns("a")}, ${userColumns("u")}, ${throttleColumns("u")}`
  // A count below nothing, which only a bad import leaves, would be as many guesses more.
  const charges = `greatest(${failures}, 0) + 1`
  return `with charged as (
      update ${users} set
        ${failures} = ${charges},
        ${bucketUntil} = greatest(${bucketUntil}, $now::bigint) + $unit::bigint,
        ${nextTryAt} = case when ${charges} >= $free::integer
          then $now + least($maxWait::float8, $firstWait::float8 * 2 ^ least(${charges} - $free, 1000))::bigint end
      where account_id = $account and user_id = $user and epoch = $epoch::bigint
        and ${failures} < $cap::integer
        and ${bucketUntil} <= $roomUntil::bigint
        and (${nextTryAt} is null or ${nextTryAt} <= $now)
      returning *
    ), ${outputsSql(tables, {
      mailIf: `q.at_failures = (select ${failures} from charged)`,
      eventsIf: `exists (select from charged)
        and (l.at_failures is null or l.at_failures = (select ${failures} from charged))`,
    })}
    select true as charged, ${columns}
    from charged u left join ${accounts} a on a.account_id = $account
    union all
    select false, ${columns}
    from ${users} u left join ${accounts} a on a.account_id = $account
    where u.account_id = $account and u.user_id = $user and not exists (select from charged)`
}

function chargeValues({ accountId, userId }: UserKey, rule: ChargeRule, now: Instant): NamedValues {
  const mail = rule.notices.map(({ atFailures, mail }) => ({ ...mail, atFailures }))
  return {
    account: accountId,
    user: userId,
    epoch: rule.epoch,
    now,
    free: rule.free,
    cap: rule.cap,
    unit: rule.unitSeconds * 1000,
    firstWait: rule.firstWaitSeconds * 1000,
    maxWait: rule.maxWaitSeconds * 1000,
    roomUntil: now + (rule.bucketUnits - 1) * rule.unitSeconds * 1000,
    ...outputValues(accountId, { mail, events: [rule.event], countedEvents: rule.countedEvents, withdraw: [] }),
  }
}

function charged(row: SqlRow, rule: ChargeRule): ChargeResult {
  return frozen({
    kind: "charged",
    account: toStoredAccount(row),
    user: toUser(row),
    throttle: toThrottle(row, rule.pool),
    databaseTime: Number(row.database_time),
  })
}
