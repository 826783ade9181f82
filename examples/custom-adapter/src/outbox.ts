import type { Row } from "@libsql/client"
import type { Instant } from "@muster/core"
import { frozen, type MailClaim, type MailOutcome, type SealedMail, type UserKey } from "@muster/sdk/ports"
import { numberOrNull, type Sql, textOrNull } from "./sql.js"

type MailKey = Pick<SealedMail, "id" | "key">

const thisMail = "account_id = :accountId and user_id = :userId and mail_id = :id"
const valuesOf = ({ id, key }: MailKey) => ({ ...key, id })

/** Writes mail in place of the unsent mail of the same user and topic: the codes in that are dead. */
export async function writeMail(sql: Sql, mails: readonly SealedMail[]): Promise<void> {
  // All that is replaced goes first: two mails of one topic in one save are both meant to be sent.
  for (const { key, topic } of mails) if (topic !== null) await withdrawMail(sql, key, [topic])
  for (const { key, ...mail } of mails) {
    await sql.change(
      `insert into muster_mail (account_id, user_id, mail_id, sealed, topic, due_at, expires_at, available_at)
       values (:accountId, :userId, :id, :sealed, :topic, :dueAt, :expiresAt, :dueAt)`,
      { ...key, ...mail },
    )
  }
}

/** Deletes unsent mail of these topics, also what is claimed just now. */
export async function withdrawMail(sql: Sql, key: UserKey, topics: readonly string[]): Promise<void> {
  for (const topic of topics) {
    await sql.change("delete from muster_mail where account_id = :accountId and user_id = :userId and topic = :topic", {
      ...key,
      topic,
    })
  }
}

/** A lease is a later `available_at`, so that nothing has to run when a machine dies with mail in its hands. */
export async function claimMail(
  sql: Sql,
  { now, limit, leaseSeconds }: { readonly now: Instant; readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly (SealedMail & { readonly tries: number })[]> {
  // Expired mail is buried here, or it would stay the next mail to be sent for ever.
  await sql.change("update muster_mail set dead = 1 where dead = 0 and available_at <= :now and expires_at <= :now", {
    now,
  })
  const rows = await sql.rows(
    `update muster_mail set tries = tries + 1, available_at = :leasedUntil
     where (account_id, user_id, mail_id) in (
       select account_id, user_id, mail_id from muster_mail where dead = 0 and available_at <= :now
       order by available_at limit :limit
     ) returning *`,
    { now, limit, leasedUntil: now + leaseSeconds * 1000 },
  )
  return frozen(rows.map((row) => ({ ...toMail(row), tries: Number(row.tries) })))
}

/** A newer claim shows in the tries. */
export async function heldMail(sql: Sql, claims: readonly MailClaim[]): Promise<readonly string[]> {
  const held: string[] = []
  for (const claim of claims) {
    const values = { ...valuesOf(claim), tries: claim.tries }
    const row = await sql.row(`select 1 from muster_mail where ${thisMail} and dead = 0 and tries = :tries`, values)
    if (row !== undefined) held.push(claim.id)
  }
  return frozen(held)
}

/** Does nothing to a mail that was withdrawn while it was being sent. */
export async function settleMail(sql: Sql, mail: MailKey, outcome: MailOutcome): Promise<void> {
  const values = valuesOf(mail)
  switch (outcome.kind) {
    case "sent":
      await sql.change(`delete from muster_mail where ${thisMail}`, values)
      break
    case "retry":
      await sql.change(`update muster_mail set due_at = :dueAt, available_at = :dueAt where ${thisMail}`, {
        ...values,
        dueAt: outcome.dueAt,
      })
      break
    case "dead":
      await sql.change(`update muster_mail set dead = 1 where ${thisMail}`, values)
  }
}

export async function nextMailAt(sql: Sql): Promise<Instant | null> {
  return numberOrNull((await sql.row("select min(available_at) as next from muster_mail where dead = 0"))?.next)
}

function toMail(row: Row): SealedMail {
  return {
    id: String(row.mail_id),
    key: { accountId: String(row.account_id), userId: String(row.user_id) },
    sealed: new Uint8Array(row.sealed as ArrayBuffer),
    topic: textOrNull(row.topic),
    dueAt: Number(row.due_at),
    expiresAt: numberOrNull(row.expires_at),
  }
}
