import type { Instant } from "@muster/core"
import type { MailBudget, MailBudgetLine } from "@muster/sdk/ports"

interface Window {
  readonly endsAt: Instant
  readonly spent: number
}

/** Creates a mail budget that is kept in memory: for one process, and only as long as it runs. */
export function memoryMailBudget(): MailBudget {
  const windows = new Map<string, Window>()

  /** The window that runs at `now`, or the one that a mail would begin. */
  function windowOf(line: MailBudgetLine, now: Instant): Window {
    const window = windows.get(nameOf(line))
    return window !== undefined && now < window.endsAt ? window : { endsAt: now + line.windowSeconds * 1000, spent: 0 }
  }

  return Object.freeze<MailBudget>({
    // No await between the comparison and the spending: parallel calls cannot come between them.
    async spend(lines, now) {
      const standing = lines.map((line) => ({ line, window: windowOf(line, now) }))
      const full = standing.filter(({ line, window }) => window.spent >= line.limit)
      if (full.length > 0) {
        return { kind: "throttled", retryAt: Math.max(...full.map(({ window }) => window.endsAt)) }
      }
      for (const { line, window } of standing) windows.set(nameOf(line), { ...window, spent: window.spent + 1 })
      return { kind: "spent" }
    },
  })
}

/** Two windows on one key are two budgets: so many an hour, and so many a day. */
function nameOf({ key, windowSeconds }: MailBudgetLine): string {
  return JSON.stringify([key, windowSeconds])
}
