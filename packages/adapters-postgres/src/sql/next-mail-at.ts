import type { Instant } from "@muster/core"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/** When the next mail is due or its lease ends. A job: it looks at all accounts. */
export async function nextMailAt(database: Database, { mail }: Tables): Promise<Instant | null> {
  const row = await database.runForRow(`select min(available_at) as next from ${mail} where not dead`, {})
  return row.next === null ? null : Number(row.next)
}
