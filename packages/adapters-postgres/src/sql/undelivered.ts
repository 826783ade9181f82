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
import type { Database } from "../database.js"
import type { SqlRow } from "../sql-client.js"
import type { Tables } from "../tables.js"

/** In order of the primary key, by an index that holds dead mail alone. */
export async function listUndelivered(
  database: Database,
  { mail }: Tables,
  input: PageInput & { readonly accountId: string },
): Promise<Page<UndeliveredMail>> {
  const limit = pageLimit(input.limit)
  const [user, id] = placeAfter(input.after, ["", ""])
  const rows = await database.run(
    `select account_id, user_id, mail_id, due_at, expires_at, tries from ${mail}
     where account_id = $account and dead and (user_id, mail_id) > ($user, $mail)
     order by user_id, mail_id limit $limit::bigint`,
    { account: input.accountId, user, mail: id, limit: limit + 1 },
  )
  return pageOf(rows, limit, toUndelivered, (row) => [String(row.user_id), String(row.mail_id)])
}

/** The row's lock decides between two admins: the second finds no dead mail. */
export async function settleUndelivered(
  database: Database,
  tables: Tables,
  { id, key }: Pick<SealedMail, "id" | "key">,
  outcome: UndeliveredOutcome,
): Promise<boolean> {
  const rows = await database.run(
    `${outcomeSql(tables, outcome)} where account_id = $account and user_id = $user and mail_id = $mail and dead
       and ($due::bigint is null or expires_at is null or expires_at > $due) returning mail_id`,
    {
      account: key.accountId,
      user: key.userId,
      mail: id,
      due: outcome.kind === "again" ? outcome.dueAt : null,
    },
  )
  return rows.length > 0
}

function outcomeSql({ mail }: Tables, outcome: UndeliveredOutcome): string {
  if (outcome.kind === "given-up") return `delete from ${mail}`
  return `update ${mail} set dead = false, tries = 0, due_at = $due, available_at = $due`
}

function toUndelivered(row: SqlRow): UndeliveredMail {
  return {
    id: String(row.mail_id),
    key: { accountId: String(row.account_id), userId: String(row.user_id) },
    dueAt: Number(row.due_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
    tries: Number(row.tries),
  }
}
