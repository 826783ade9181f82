import type { MailBudget } from "@muster/sdk/ports"
import { databaseOf } from "./database.js"
import { deadlineOf } from "./deadline.js"
import type { PostgresOptions } from "./postgres-store.js"
import { tablesIn } from "./tables.js"

/**
 * Creates a mail budget on Postgres, for any number of machines: of parallel calls no more are `spent` than the lines
 * allow. Its table is made by {@link migrate}; what has ended goes with the store's `prune`.
 *
 * Throws `ERR_CONFIGURATION` for a name that cannot be a schema of Muster's, and for a timeout out of range.
 *
 * @example
 * ```ts
 * const mailBudget = postgresMailBudget({ client })
 * ```
 */
export function postgresMailBudget(options: PostgresOptions): MailBudget {
  const { spendMailBudgets } = tablesIn(options.schema)
  const withDeadline = deadlineOf(options.timeoutSeconds)
  return Object.freeze<MailBudget>({
    async spend(lines, now) {
      const rows = lines.map(({ key, limit, windowSeconds }) => ({
        key,
        allowed: limit,
        window_seconds: windowSeconds,
      }))
      const { retry_at } = await withDeadline((deadline) =>
        databaseOf(options.client, deadline).runForRow(
          `select ${spendMailBudgets}($lines::text::json, $now::bigint) as retry_at`,
          { lines: JSON.stringify(rows), now },
        ),
      )
      return retry_at === null ? { kind: "spent" } : { kind: "throttled", retryAt: Number(retry_at) }
    },
  })
}
