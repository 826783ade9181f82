import type { Instant } from "@muster/core"
import type { MailBudget, MailBudgetLine } from "@muster/sdk/ports"
import type { Database } from "./database.js"
import { methodOf } from "./method-of.js"
import type { Sql } from "./sql.js"

/** Creates a mail budget in the same file: the mail that may go to one address, whatever account asks for it. */
export function createSqliteMailBudget(database: Database): MailBudget {
  return Object.freeze<MailBudget>({ spend: methodOf(database.write, spend) })
}

/** One unit of every line, or of none. */
async function spend(
  sql: Sql,
  lines: readonly MailBudgetLine[],
  now: Instant,
): Promise<Awaited<ReturnType<MailBudget["spend"]>>> {
  const windows = []
  for (const line of lines) windows.push(await windowOf(sql, line, now))
  const full = windows.filter(({ spent, limit }) => spent >= limit)
  if (full.length > 0) return { kind: "throttled", retryAt: Math.max(...full.map(({ endsAt }) => endsAt)) }
  for (const { key, windowSeconds, spent, endsAt } of windows) {
    await sql.change(
      `insert into muster_mail_budgets (key, window_seconds, spent, ends_at)
       values (:key, :windowSeconds, :spent, :endsAt)
       on conflict do update set spent = :spent, ends_at = :endsAt`,
      { key, windowSeconds, spent: spent + 1, endsAt },
    )
  }
  return { kind: "spent" }
}

/** The window that runs at `now`, or the one that a mail would begin. */
async function windowOf(sql: Sql, line: MailBudgetLine, now: Instant) {
  const { key, windowSeconds } = line
  const row = await sql.row(
    `select spent, ends_at from muster_mail_budgets
     where key = :key and window_seconds = :windowSeconds and ends_at > :now`,
    { key, windowSeconds, now },
  )
  const runs = row !== undefined
  return {
    ...line,
    spent: runs ? Number(row.spent) : 0,
    endsAt: runs ? Number(row.ends_at) : now + windowSeconds * 1000,
  }
}
