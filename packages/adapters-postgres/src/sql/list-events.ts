import { type AuditEvent, type Page, type PageInput, pageLimit, pageOf, placeAfter } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { SqlRow } from "../sql-client.js"
import type { Tables } from "../tables.js"

/** Events of one instant come in the reverse order of their writing: `seq` rises with every event. */
export async function listEvents(
  database: Database,
  { events }: Tables,
  input: PageInput & { readonly accountId: string; readonly userId?: string | undefined },
): Promise<Page<AuditEvent>> {
  const limit = pageLimit(input.limit)
  const [at, seq] = placeAfter(input.after, [Number.MAX_SAFE_INTEGER, 0])
  const rows = await database.run(
    `select account_id, seq, event_id, at, kind, user_id, body::text as body from ${events}
     where account_id = $account ${input.userId === undefined ? "" : "and user_id = $user"}
       and (at, seq) < ($at::bigint, $seq::bigint)
     order by at desc, seq desc limit $limit::bigint`,
    { account: input.accountId, user: input.userId ?? null, at, seq, limit: limit + 1 },
  )
  return pageOf(rows, limit, toEvent, (row) => [Number(row.at), Number(row.seq)])
}

function toEvent(row: SqlRow): AuditEvent {
  return {
    ...JSON.parse(String(row.body)),
    id: String(row.event_id),
    at: Number(row.at),
    kind: row.kind,
    accountId: String(row.account_id),
    userId: row.user_id === null ? null : String(row.user_id),
  }
}
