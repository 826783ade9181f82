import type { Row } from "@libsql/client"
import { type AuditEvent, type Page, type PageInput, pageLimit, pageOf, placeAfter } from "@muster/sdk/ports"
import type { Sql } from "./sql.js"

/** Nobody else writes meanwhile, so the next number of an instant is the highest and one. */
export async function writeEvents(sql: Sql, events: readonly AuditEvent[]): Promise<void> {
  for (const event of events) {
    const { accountId, at, userId } = event
    await sql.change(
      `insert into muster_events (account_id, at, sequence, user_id, body)
       select :accountId, :at, coalesce(max(sequence), 0) + 1, :userId, :body from muster_events
       where account_id = :accountId and at = :at`,
      { accountId, at, userId, body: JSON.stringify(event) },
    )
  }
}

export async function listEvents(
  sql: Sql,
  input: PageInput & { readonly accountId: string; readonly userId?: string | undefined },
): Promise<Page<AuditEvent>> {
  const limit = pageLimit(input.limit)
  const [at, sequence] = placeAfter(input.after, [Number.MAX_SAFE_INTEGER, 0])
  const rows = await sql.rows(
    `select at, sequence, body from muster_events
     where account_id = :accountId ${input.userId === undefined ? "" : "and user_id = :userId"}
       and (at, sequence) < (:at, :sequence)
     order by at desc, sequence desc limit :limit`,
    { accountId: input.accountId, userId: input.userId, at, sequence, limit: limit + 1 },
  )
  return pageOf(rows, limit, toEvent, (row) => [Number(row.at), Number(row.sequence)])
}

function toEvent({ body }: Row): AuditEvent {
  return JSON.parse(String(body))
}
