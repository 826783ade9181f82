import type { Instant } from "@muster/core"
import {
  type ChargeResult,
  type ChargeRule,
  chargeThrottle,
  frozen,
  throttleStanding,
  type UserKey,
} from "@muster/sdk/ports"
import { loadAccount } from "./accounts.js"
import { writeOutputs } from "./outputs.js"
import type { Sql } from "./sql.js"
import { putThrottle } from "./throttles.js"
import { findUser } from "./users.js"

/**
 * Spends one attempt, before anything is compared and in a transaction of its own. The write lock makes the test and the
 * spending one step: apart, any number of parallel guesses would pass the test before the first of them was counted.
 *
 * The arithmetic is the port's; what is left to a store is to keep three numbers and to let nobody come between.
 */
export async function chargeUser(sql: Sql, key: UserKey, rule: ChargeRule, now: Instant): Promise<ChargeResult> {
  const found = await findUser(sql, key)
  if (found === undefined || found.user.value.columns.epoch !== rule.epoch) return { kind: "unknown" }
  const before = found.throttles[rule.pool]
  const standing = throttleStanding(before, rule, now)
  if (standing.kind !== "open") return frozen(standing)

  const throttle = chargeThrottle(before, rule, now)
  await putThrottle(sql, key, rule.pool, throttle)
  await writeOutputs(sql, key.accountId, outputsAt(rule, throttle.failures))
  return frozen({ kind: "charged", ...(await loadAccount(sql, key.accountId)), user: found.user, throttle })
}

/** What a charge writes beside the counters: its event, and what is due at this number of failures. */
function outputsAt({ event, countedEvents, notices }: ChargeRule, failures: number) {
  const isReached = ({ atFailures }: { readonly atFailures: number }) => atFailures === failures
  return {
    events: [event, ...countedEvents.filter(isReached).map((counted) => counted.event)],
    mail: notices.filter(isReached).map(({ mail }) => mail),
  }
}
