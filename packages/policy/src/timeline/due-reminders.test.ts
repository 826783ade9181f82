import { describe, expect, it, test } from "vitest"
import { day, hour, stage } from "../../test/arbitraries.js"
import { type AccountRules, newAccountRules, type TwoFactorOn } from "../account/account-rules.js"
import { startOfLocalDate } from "../time/time-zone.js"
import { dueReminders, nextReminderAt } from "./due-reminders.js"
import type { ReminderUser } from "./reminder-schedule.js"

const at = (iso: string) => Date.parse(iso)
const berlin = "Europe/Berlin"

function accountWith(change: Partial<TwoFactorOn>): AccountRules {
  const twoFactor: TwoFactorOn = {
    kind: "on",
    enablementId: "e1",
    enabledAt: at("2026-11-24T12:00:00Z"),
    enabledBy: { userId: "ada" },
    forcedLogout: { date: "2026-12-04", timeZone: berlin },
    forcedLogoutAt: at("2026-12-03T23:00:00Z"),
    stages: [],
    ...change,
  }
  return { ...newAccountRules(), twoFactor, enablements: 1 }
}

/** An account whose forced logout is at the first instant of a date. */
function accountOn(date: string, timeZone: string): AccountRules {
  return accountWith({ forcedLogout: { date, timeZone }, forcedLogoutAt: startOfLocalDate(date, timeZone) as number })
}

const account = accountWith({})
const offWithRemains = { ...account, twoFactor: { ...account.twoFactor, kind: "off" } } as AccountRules
const logoutAt = at("2026-12-03T23:00:00Z")
const ann: ReminderUser = {
  state: "not-enrolled",
  epochRaisedBy: null,
  exemptUntil: null,
  exemptedAt: null,
  userId: "ann",
  deviceGroupId: undefined,
}
/** Exempt since two-factor was switched on. */
const exempt = (exemptUntil: number): ReminderUser => {
  return { ...ann, state: "exempt", exemptedAt: at("2026-11-24T12:00:00Z"), exemptUntil }
}
const stageAt = (beginsAt: number) => ({ ...stage(0, { userIds: ["ann"] }), beginsAt })
const dueTo = (user: ReminderUser, now: number, rules = account) => dueReminders({ account: rules, user, now })
const kindsDue = (user: ReminderUser, now: number, rules = account) => dueTo(user, now, rules).map(({ kind }) => kind)
const slotsOf = (rules: AccountRules, user = ann) => {
  const slots: number[] = []
  for (let now: number | null = -day * 1000; now !== null; now = nextReminderAt({ account: rules, user, now }))
    slots.push(now)
  return slots.slice(1)
}

describe("dueReminders", () => {
  test.each([
    ["2026-11-26T22:59:59.999Z", []],
    ["2026-11-26T23:00:00Z", ["seven-days"]],
    ["2026-11-26T23:00:00.001Z", ["seven-days"]],
    ["2026-12-02T22:59:59.999Z", ["seven-days"]],
    ["2026-12-02T23:00:00Z", ["one-day"]],
    ["2026-12-02T23:00:00.001Z", ["one-day"]],
    ["2026-12-03T22:59:59.999Z", ["one-day"]],
    ["2026-12-03T23:00:00Z", ["on-the-day"]],
    ["2026-12-03T23:00:00.001Z", ["on-the-day"]],
    ["2026-12-04T22:59:59.999Z", ["on-the-day"]],
    ["2026-12-04T23:00:00Z", ["on-the-day"]],
    ["2026-12-04T23:00:00.001Z", []],
  ])("at %s, with a forced logout on 4 December in Berlin: %j", (now, expected) => {
    expect(kindsDue(ann, at(now))).toEqual(expected)
  })

  it("says what the mail needs: since when it is due, when the logout is, and how many days are left in truth", () => {
    expect(dueTo(ann, at("2026-12-01T10:00:00Z"))).toEqual([
      {
        kind: "seven-days",
        dueAt: at("2026-11-26T23:00:00Z"),
        logoutAt,
        daysLeft: 3,
        idempotencyKey: `e1:${logoutAt}:seven-days`,
      },
    ])
  })

  test.each([
    ["2026-11-26T23:00:00Z", 7],
    ["2026-12-01T22:59:59Z", 3],
    ["2026-12-02T22:59:59Z", 2],
    ["2026-12-02T23:00:00Z", 1],
    ["2026-12-03T22:59:59Z", 1],
    ["2026-12-03T23:00:00Z", 0],
    ["2026-12-04T23:00:00Z", 0],
  ])("counts days on the calendar: at %s there are %i left", (now, expected) => {
    expect(dueTo(ann, at(now))[0]?.daysLeft).toBe(expected)
  })

  test.each([
    ["half an hour before the day before, which has 23 hours", "2026-03-28T22:30:00Z", 2],
    ["at the beginning of the day before", "2026-03-28T23:00:00Z", 1],
  ])("counts days on the calendar where the clocks change: %s", (_, now, expected) => {
    expect(dueTo(ann, at(now), accountOn("2026-03-30", berlin))[0]?.daysLeft).toBe(expected)
  })

  it("counts no part of a day when the logout is in the middle of one", () => {
    const user = exempt(at("2026-12-10T12:00:00Z"))
    const left = ["2026-12-08T22:59:59Z", "2026-12-08T23:00:00Z", "2026-12-09T23:00:00Z"]
    expect(left.map((now) => dueTo(user, at(now))[0]?.daysLeft)).toEqual([2, 1, 0])
    expect(dueTo(user, at("2026-12-10T12:00:00Z"))[0]?.daysLeft).toBe(0)
  })

  it("sends what was sent before no second time, and nothing older in its place", () => {
    const now = at("2026-12-03T10:00:00Z")
    const sent = dueTo(ann, now).map(({ idempotencyKey }) => idempotencyKey)
    expect(sent).toHaveLength(1)
    expect(dueReminders({ account, user: ann, now, sent })).toEqual([])
    expect(dueReminders({ account, user: ann, now, sent: ["another"] })).toHaveLength(1)
  })

  it("another date, another enablement or another reminder has another key; another user has the same", () => {
    const now = at("2026-12-03T10:00:00Z")
    const keyOf = (rules: AccountRules, user = ann, then = now) => dueTo(user, then, rules)[0]?.idempotencyKey
    const keys = [
      keyOf(account),
      keyOf(accountOn("2026-12-05", berlin)),
      keyOf(accountWith({ enablementId: "e2" })),
      keyOf(account, ann, logoutAt),
    ]
    expect(new Set(keys).size).toBe(4)
    expect(keys).not.toContain(undefined)
    expect(keyOf(account, { ...ann, state: "enrolling" })).toBe(keys[0])
  })

  test.each(["enrolled", "service", "single-sign-on"] as const)("a user who is %s gets none", (state) => {
    const user = { ...ann, state }
    expect([dueTo(user, logoutAt), nextReminderAt({ account, user, now: 0 })]).toEqual([[], null])
  })

  test.each(["not-enrolled", "enrolling", "exempt"] as const)("a user who is %s gets them", (state) => {
    expect(kindsDue({ ...ann, state }, logoutAt)).toEqual(["on-the-day"])
  })

  test.each([
    ["two-factor is off", newAccountRules()],
    ["two-factor is off, with remains of an enablement", offWithRemains],
    ["there is no date", accountWith({ forcedLogout: null, forcedLogoutAt: null })],
  ])("nobody gets any when %s", (_, rules) => {
    expect([dueTo(ann, logoutAt, rules), dueTo(ann, 0, rules)]).toEqual([[], []])
    expect([0, -1000 * day].map((now) => nextReminderAt({ account: rules, user: ann, now }))).toEqual([null, null])
  })

  it("a date at short notice begins with the reminder whose time it is, and says how many days there are", () => {
    const rules = accountOn("2026-11-27", berlin)
    expect(dueTo(ann, at("2026-11-24T12:00:00Z"), rules)).toMatchObject([{ kind: "seven-days", daysLeft: 3 }])
  })

  it("a forced logout at once is told at once", () => {
    const now = at("2026-11-24T12:00:00Z")
    const rules = accountWith({ forcedLogout: { date: "2026-11-24", timeZone: berlin }, forcedLogoutAt: now })
    expect(dueTo(ann, now, rules)).toMatchObject([{ kind: "on-the-day", daysLeft: 0 }])
  })
})

describe("a user whose own logout is later", () => {
  const later = at("2026-12-09T23:00:00Z")

  const staged = (beginsAt: number) => accountWith({ stages: [stageAt(beginsAt)] })

  test.each([
    ["an exemption ends", exempt(later), account],
    ["an exemption ends that came after the forced logout", { ...exempt(later), exemptedAt: logoutAt }, account],
    ["a stage begins", ann, staged(later)],
    ["a stage begins, after an exemption", exempt(later - 1), staged(later)],
    ["an exemption ends, after a stage has begun", exempt(later), staged(later - 1)],
  ])("is reminded of that: %s", (_, user, rules) => {
    expect(slotsOf(rules, user)).toEqual([at("2026-12-02T23:00:00Z"), at("2026-12-08T23:00:00Z"), later])
    expect(dueTo(user, later, rules)).toMatchObject([{ kind: "on-the-day", logoutAt: later }])
    expect(dueTo(user, logoutAt, rules)).toMatchObject([{ kind: "seven-days", daysLeft: 6 }])
  })

  it("is reminded of it where the account, whose zone is UTC, has no date", () => {
    const undated = { forcedLogout: null, forcedLogoutAt: null, stages: [stageAt(later)] }
    const slots = [slotsOf(accountWith({ ...undated, stages: [] }), exempt(later)), slotsOf(accountWith(undated))]
    expect(slots).toEqual(Array(2).fill([at("2026-12-02T00:00:00Z"), at("2026-12-08T00:00:00Z"), later]))
  })

  it("an exemption or a stage that is over before the forced logout changes nothing", () => {
    expect(slotsOf(staged(logoutAt - 1), exempt(logoutAt - 1))).toEqual(slotsOf(account))
  })

  test.each(["reset", "removed"] as const)(
    "a user whose factor was %s is not put off by a stage: neither the logout nor its reminders",
    (epochRaisedBy) => {
      const user = { ...ann, epochRaisedBy }
      expect(slotsOf(staged(later), user)).toEqual(slotsOf(account))
      expect(dueTo(user, logoutAt, staged(later))).toMatchObject([{ kind: "on-the-day", logoutAt }])
    },
  )

  it("a stage that names the user's device group counts, and one that names another does not", () => {
    const rules = accountWith({ stages: [stage(later, { deviceGroupIds: ["berlin"] })] })
    const logouts = ["berlin", "paris", undefined].map((deviceGroupId) =>
      slotsOf(rules, { ...ann, deviceGroupId }).at(-1),
    )
    expect(logouts).toEqual([later, logoutAt, logoutAt])
  })

  test.each([null, Number.NaN])(
    "an exemption that nobody knows the beginning of puts nothing off: %s",
    (exemptedAt) => {
      expect(slotsOf(account, { ...exempt(later), exemptedAt })).toEqual(slotsOf(account))
      expect(slotsOf(staged(later), { ...exempt(later + day), exemptedAt }).at(-1)).toBe(later)
    },
  )
})

describe("days in a zone", () => {
  test.each([
    ["the clocks go forward", "2026-03-30", berlin, 23],
    ["the clocks go back", "2026-10-26", berlin, 25],
    ["the clocks go back by half an hour", "2026-04-06", "Australia/Lord_Howe", 24.5],
    ["the clocks skip midnight", "2026-04-25", "Africa/Cairo", 23],
    ["midnight comes twice", "2026-10-26", "Atlantic/Azores", 25],
  ])("the day before lasts as long as it does: %s", (_, date, timeZone, hours) => {
    const [, oneDay, onTheDay] = slotsOf(accountOn(date, timeZone)) as [number, number, number]
    expect((onTheDay - oneDay) / hour).toBe(hours)
  })

  it("seven days before is the same weekday, though an hour was skipped in between", () => {
    const [sevenDays, , onTheDay] = slotsOf(accountOn("2026-04-01", berlin)) as [number, number, number]
    expect([sevenDays, onTheDay]).toEqual([at("2026-03-24T23:00:00Z"), at("2026-03-31T22:00:00Z")])
  })

  it("a date that the zone skipped is taken for 24 hours", () => {
    const [, oneDay, onTheDay] = slotsOf(accountOn("2011-12-31", "Pacific/Apia")) as [number, number, number]
    expect(onTheDay - oneDay).toBe(day)
  })

  it("a zone that this runtime does not know leaves days of 24 hours", () => {
    const rules = accountWith({ forcedLogout: { date: "2026-12-04", timeZone: "Mars/Olympus" } })
    expect(slotsOf(rules)).toEqual([logoutAt - 7 * day, logoutAt - day, logoutAt])
    const left = [logoutAt - 6 * day - 1, logoutAt - 6 * day, logoutAt - 1, logoutAt, logoutAt + hour]
    expect(left.map((now) => dueTo(ann, now, rules)[0]?.daysLeft)).toEqual([7, 6, 1, 0, 0])
  })

  it("an instant without its date is meant in the account's zone", () => {
    const rules = {
      ...accountWith({ forcedLogout: null }),
      settings: newAccountRules({ timeZone: "Asia/Tokyo" }).settings,
    }
    expect(slotsOf(rules)[1]).toBe(at("2026-12-02T15:00:00Z"))
  })

  it("where the calendar ends, days have 24 hours", () => {
    const [end, lastNoon] = [at("9999-12-31T00:00:00Z"), at("9999-12-30T12:00:00Z")]
    expect(dueTo(ann, end - 7 * day, accountWith({ forcedLogoutAt: end }))).toMatchObject([{ daysLeft: 7 }])
    expect(dueTo(ann, end, accountWith({ forcedLogoutAt: lastNoon }))).toMatchObject([{ daysLeft: 0 }])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 8.64e15, -8.64e15, -62_135_596_800_000])(
    "an instant of %d anywhere is answered, and never with a number that is none",
    (odd) => {
      expect(dueTo(ann, odd)).toEqual([])
      const users = [ann, exempt(odd), { ...exempt(logoutAt), exemptedAt: odd }]
      const accounts = [account, accountWith({ forcedLogoutAt: odd }), accountWith({ stages: [stageAt(odd)] })]
      const inputs = accounts.flatMap((rules) => users.map((user) => ({ account: rules, user })))
      for (const now of [odd, logoutAt, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        for (const input of inputs) {
          const days = dueReminders({ ...input, now }).map((reminder) => reminder.daysLeft)
          expect(days.filter((count) => !Number.isSafeInteger(count))).toEqual([])
          const next = nextReminderAt({ ...input, now })
          expect(next === null || Number.isFinite(next)).toBe(true)
        }
      }
    },
  )

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "a forced logout at %d never comes, so nobody is reminded of it",
    (never) => {
      const rules = accountWith({ forcedLogoutAt: never })
      expect(slotsOf(rules)).toEqual([])
      expect([never, logoutAt].flatMap((now) => dueTo(ann, now, rules))).toEqual([])
    },
  )
})

describe("nextReminderAt", () => {
  test.each([
    ["2026-11-26T22:59:59.999Z", "2026-11-26T23:00:00Z"],
    ["2026-11-26T23:00:00Z", "2026-12-02T23:00:00Z"],
    ["2026-12-02T23:00:00Z", "2026-12-03T23:00:00Z"],
    ["2026-12-03T22:59:59.999Z", "2026-12-03T23:00:00Z"],
  ])("after %s comes %s", (now, expected) => {
    expect(nextReminderAt({ account, user: ann, now: at(now) })).toBe(at(expected))
  })

  it("after the forced logout comes none", () => {
    expect(nextReminderAt({ account, user: ann, now: logoutAt })).toBeNull()
  })
})
