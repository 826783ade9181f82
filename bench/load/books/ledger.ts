// What the database holds: every audit event in the order of commits, the users' rows, the accounts' versions, and mail that is
// left. Read with plain statements, so that nothing of the code under load is trusted with its own check.
import type { Pool } from "pg"

/** An audit event. */
export interface LedgerEvent {
  readonly kind: string
  readonly accountId: string
  readonly userId: string | null
  readonly at: number
  /** The program that acted; `null`: a user did. */
  readonly system: string | null
  /** As its client said it; `null`: it has none. */
  readonly build: string | null
  /** The epoch of after it, where the event tells one. */
  readonly epoch: number | null
}

/** A user's row. */
export interface LedgerUser {
  readonly userId: string
  readonly epoch: number
  /** `null`: there is no factor. */
  readonly lastUsedStep: number | null
  readonly failures: number
  readonly bucketUntil: number
}

/** An account's row. */
export interface LedgerAccount {
  readonly accountId: string
  readonly version: number
  readonly groupsVersion: number
}

/** What the database holds at the end. */
export interface Ledger {
  /** Of one user in the order of commits: an event takes its number under the lock of the user's row. */
  readonly events: readonly LedgerEvent[]
  readonly users: readonly LedgerUser[]
  readonly accounts: readonly LedgerAccount[]
  /** Mail that was not sent once all was quiet. */
  readonly mailLeft: number
  readonly readAt: number
}

const pageSize = 20_000

/** Reads all of it, once nothing is written any more. `mailLeft` was counted before. */
export async function readLedger(pool: Pool, schema: string, mailLeft: number): Promise<Ledger> {
  const readAt = Date.now()
  const rows = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows
  const events: LedgerEvent[] = []
  for (let after: string | null = "0"; after !== null; ) {
    const page = await rows(
      `select seq, kind, account_id, user_id, at, body from ${schema}.events where seq > $1 order by seq limit $2`,
      [after, pageSize],
    )
    events.push(...page.map(toEvent))
    after = page.at(-1)?.seq ?? null
  }
  const users = await rows(
    `select user_id, epoch, codes_failures, codes_bucket_until, state::json->'factor'->>'lastUsedStep' as step
     from ${schema}.users`,
  )
  const accounts = await rows(`select account_id, version, groups_version from ${schema}.accounts`)
  return {
    events,
    users: users.map((row) => ({
      userId: row.user_id,
      epoch: Number(row.epoch),
      lastUsedStep: row.step === null ? null : Number(row.step),
      failures: row.codes_failures,
      bucketUntil: Number(row.codes_bucket_until),
    })),
    accounts: accounts.map((row) => ({
      accountId: row.account_id,
      version: Number(row.version),
      groupsVersion: Number(row.groups_version),
    })),
    mailLeft,
    readAt,
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a row of the driver
function toEvent({ kind, account_id, user_id, at, body }: any): LedgerEvent {
  return {
    kind,
    accountId: account_id,
    userId: user_id,
    at: Number(at),
    system: body.actor.system ?? null,
    build: body.client?.build ?? null,
    epoch: body.after?.epoch ?? null,
  }
}
