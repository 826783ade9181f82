import type { Row } from "@libsql/client"
import {
  type Page,
  type PageInput,
  pageLimit,
  pageOf,
  placeAfter,
  type SealedMail,
  type UndeliveredMail,
  type UndeliveredOutcome,
} from "@muster/sdk/ports"
import { numberOrNull, type Sql } from "./sql.js"

export async function listUndelivered(
  sql: Sql,
  input: PageInput & { readonly accountId: string },
): Promise<Page<UndeliveredMail>> {
  const limit = pageLimit(input.limit)
  const [userId, id] = placeAfter(input.after, ["", ""])
  const rows = await sql.rows(
    `select account_id, user_id, mail_id, due_at, expires_at, tries from muster_mail
     where account_id = :accountId and dead = 1 and (user_id, mail_id) > (:userId, :id)
     order by user_id, mail_id limit :limit`,
    { accountId: input.accountId, userId, id, limit: limit + 1 },
  )
  return pageOf(rows, limit, toUndelivered, (row) => [String(row.user_id), String(row.mail_id)])
}

/** Of two admins the second finds no dead mail, and is told so. */
export async function settleUndelivered(
  sql: Sql,
  { id, key }: Pick<SealedMail, "id" | "key">,
  outcome: UndeliveredOutcome,
): Promise<boolean> {
  const deadMail = "account_id = :accountId and user_id = :userId and mail_id = :id and dead = 1"
  if (outcome.kind === "given-up") {
    return (await sql.change(`delete from muster_mail where ${deadMail}`, { ...key, id })) === 1
  }
  const brought = await sql.change(
    `update muster_mail set dead = 0, tries = 0, due_at = :dueAt, available_at = :dueAt
     where ${deadMail} and (expires_at is null or expires_at > :dueAt)`,
    { ...key, id, dueAt: outcome.dueAt },
  )
  return brought === 1
}

function toUndelivered(row: Row): UndeliveredMail {
  return {
    id: String(row.mail_id),
    key: { accountId: String(row.account_id), userId: String(row.user_id) },
    dueAt: Number(row.due_at),
    expiresAt: numberOrNull(row.expires_at),
    tries: Number(row.tries),
  }
}
