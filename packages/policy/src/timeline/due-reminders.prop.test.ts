import fc from "fast-check"
import { expect, it } from "vitest"
import { day, hour, noon } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules } from "../account/account-rules.js"
import { addDays } from "../time/calendar-date.js"
import { startOfLocalDate } from "../time/time-zone.js"
import { dueReminders, nextReminderAt } from "./due-reminders.js"

const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe")
const dates = fc.integer({ min: 0, max: 700 }).map((days) => addDays("2026-01-01", days))
const accounts: fc.Arbitrary<AccountRules> = fc.record({ date: dates, timeZone: zones }).map((forcedLogout) => ({
  ...newAccountRules(),
  twoFactor: {
    kind: "on",
    enablementId: "e1",
    enabledAt: noon,
    enabledBy: { userId: "ada" },
    forcedLogout,
    forcedLogoutAt: startOfLocalDate(forcedLogout.date, forcedLogout.timeZone) as number,
    stages: [],
  },
}))
const days = fc.option(fc.integer({ min: -20, max: 720 }).map((count) => noon + count * day))
const people = fc.record({
  state: fc.constantFrom("not-enrolled", "enrolling", "exempt"),
  epochRaisedBy: fc.constantFrom(null, "reset"),
  exemptUntil: days,
  exemptedAt: days,
  userId: fc.constantFrom("ann", "bob"),
  deviceGroupId: fc.constant(undefined),
})

it("a scheduler that wakes at nextReminderAt sends each reminder once, in order", () => {
  fc.assert(
    fc.property(accounts, people, (account, user) => {
      const sent: string[] = []
      const kinds: string[] = []
      for (let now = nextReminderAt({ account, user, now: 0 }); now !== null; ) {
        for (const { kind, dueAt, idempotencyKey } of dueReminders({ account, user, now, sent })) {
          expect(dueAt).toBe(now)
          kinds.push(kind)
          sent.push(idempotencyKey)
        }
        now = nextReminderAt({ account, user, now })
      }
      expect(kinds).toEqual(["seven-days", "one-day", "on-the-day"])
      expect(new Set(sent).size).toBe(3)
    }),
  )
})

it("a scheduler that wakes when it likes sends nothing twice, never two at once, and never an older one later", () => {
  const order = ["seven-days", "one-day", "on-the-day"]
  fc.assert(
    fc.property(accounts, people, fc.array(fc.nat({ max: 24 * 900 }), { minLength: 1 }), (account, user, wakes) => {
      const sent: string[] = []
      const kinds: string[] = []
      for (const hours of wakes.sort((a, b) => a - b)) {
        const due = dueReminders({ account, user, now: Date.parse("2025-12-01") + hours * hour, sent })
        expect(due.length).toBeLessThanOrEqual(1)
        for (const { kind, idempotencyKey, logoutAt, dueAt } of due) {
          expect(dueAt).toBeLessThanOrEqual(logoutAt)
          kinds.push(kind)
          sent.push(idempotencyKey)
        }
      }
      expect(kinds).toEqual(order.filter((kind) => kinds.includes(kind)))
    }),
  )
})
