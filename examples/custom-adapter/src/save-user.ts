import {
  type SaveResult,
  type Settlement,
  settleThrottle,
  type UserKey,
  type UserState,
  type UserWrites,
} from "@muster/sdk/ports"
import { withdrawMail } from "./outbox.js"
import { writeOutputs } from "./outputs.js"
import type { Sql } from "./sql.js"
import { putThrottle, type UserThrottles, untouchedThrottles } from "./throttles.js"
import { findUser, putUser } from "./users.js"

/** What a save writes; which transaction it is in makes no difference to it. */
export type UserSave = Omit<UserWrites, "transaction">

/**
 * Compares first and then writes state, settlement, mail and events. A save that has lost has written nothing, so that it is
 * a value also within a host's transaction, which goes on.
 */
export async function saveUser(
  sql: Sql,
  key: UserKey,
  next: UserState,
  expectedVersion: number,
  writes: UserSave,
): Promise<SaveResult> {
  const found = await findUser(sql, key)
  if ((found?.user.version ?? 0) !== expectedVersion) return { kind: "version-conflict" }
  if (writes.accountVersion !== undefined && !(await raiseAccount(sql, key.accountId, writes.accountVersion))) {
    return { kind: "version-conflict" }
  }
  await putUser(sql, key, expectedVersion + 1, next)
  await settle(sql, key, found?.throttles ?? untouchedThrottles, writes.settle)
  await withdrawMail(sql, key, writes.withdraw)
  await writeOutputs(sql, key.accountId, writes)
  return { kind: "saved", version: expectedVersion + 1 }
}

/** Compares the account's version and raises it in one statement; the state stays as it is. */
async function raiseAccount(sql: Sql, accountId: string, version: number): Promise<boolean> {
  const raised = await sql.change(
    "update muster_accounts set version = version + 1 where account_id = :accountId and version = :version",
    { accountId, version },
  )
  return raised === 1
}

/** Settlements begin with the counters as they stand under the write lock: a charge that came between stays counted. */
async function settle(
  sql: Sql,
  key: UserKey,
  before: UserThrottles,
  settlements: readonly Settlement[],
): Promise<void> {
  const throttles = { ...before }
  for (const settlement of settlements) {
    const { pool } = settlement
    throttles[pool] = settleThrottle(throttles[pool], settlement)
    await putThrottle(sql, key, pool, throttles[pool])
  }
}
