import type { UserKey } from "@muster/sdk/ports"
import type pg from "pg"

/** An account among the seeded ones, and what of it calls are about. */
export interface Place {
  readonly accountId: string
  readonly version: number
  readonly groupsVersion: number
  /** Enrolled, with nothing spent. */
  readonly key: UserKey
  readonly userVersion: number
  readonly epoch: number
  /** Of the account, for reminders. */
  readonly lease: number
  /** A page of users in order of id. */
  readonly userIds: readonly string[]
  readonly waitingMail: MailPlace
  readonly deadMail: MailPlace
  /** Of the key that all secrets are sealed under. */
  readonly keyId: string
  readonly now: number
}

/** A mail of the account. */
export interface MailPlace {
  readonly id: string
  readonly key: UserKey
}

/** The account with this id, or one of the others that has mail that could not be delivered. */
export async function placeIn(
  pool: pg.Pool,
  schema: string,
  { now, accountId }: { readonly now: number; readonly accountId: string | { readonly otherThan: string } },
): Promise<Place> {
  const row = async (text: string, values: readonly unknown[]) => (await pool.query(text, [...values])).rows[0]
  const id =
    typeof accountId === "string"
      ? accountId
      : (
          await row(
            `select account_id from ${schema}.mail m where dead and account_id > $1
               and exists (select from ${schema}.mail o where o.account_id = m.account_id and not dead)
             order by account_id limit 1`,
            [accountId.otherThan],
          )
        ).account_id
  const account = await row(`select * from ${schema}.accounts where account_id = $1`, [id])
  const user = await row(
    `select * from ${schema}.users where account_id = $1 and status = 'enrolled' and codes_failures = 0
       and user_id like 'user-%' order by user_id limit 1`,
    [id],
  )
  const { ids } = await row(
    `select array_agg(user_id) as ids
       from (select user_id from ${schema}.users where account_id = $1 order by user_id limit 500) page`,
    [id],
  )
  const mail = async (dead: boolean): Promise<MailPlace> => {
    const found = await row(
      `select mail_id, user_id from ${schema}.mail where account_id = $1 and dead = $2 order by mail_id limit 1`,
      [id, dead],
    )
    return { id: found.mail_id, key: { accountId: id, userId: found.user_id } }
  }
  return {
    accountId: id,
    version: Number(account.version),
    groupsVersion: Number(account.groups_version),
    key: { accountId: id, userId: user.user_id },
    userVersion: Number(user.version),
    epoch: Number(user.epoch),
    lease: Number(account.reminders_lease),
    userIds: ids,
    waitingMail: await mail(false),
    deadMail: await mail(true),
    keyId: user.sealed_key_ids[0],
    now,
  }
}
