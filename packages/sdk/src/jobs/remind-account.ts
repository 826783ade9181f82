import { type Instant, isMusterError } from "@muster/core"
import type { AccountRules } from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import { type AccountPeople, type AccountPerson, accountPeople } from "../people/account-people.js"
import type { Reminder, ReminderClaim } from "../ports/index.js"
import { readAccountState } from "../state/account-state.js"
import { type DueUser, endOfUse, outlookOf, reminderRows, type UserOutlook } from "./remind-user.js"
import { readReminderPlace, writeReminderPlace } from "./reminder-place.js"

/** For the work on one page; every page begins it anew. */
export const reminderLeaseSeconds = 120
const pageSize = 500
const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds
/** An admin who moves the date again and again mails nobody more than four times a day. */
const spacingMilliseconds = 6 * hourMilliseconds

/** A look at the users of an account, on the way. */
export interface ReminderRound {
  readonly claim: ReminderClaim
  readonly rules: AccountRules
  readonly people: AccountPeople
  nextAt: Instant | null
}

/** What became of a page. */
export interface RemindedPage {
  readonly reminders: number
  /** Where the next page begins; `null`: nothing is left to do about this account, or somebody else has it. */
  readonly place: string | null
  /** What was thrown about users whose row cannot be read. */
  readonly unreadable: readonly unknown[]
}

/** Goes on with a claimed account where the work before has left it. */
export function beginRound(deps: Dependencies, claim: ReminderClaim): ReminderRound {
  const { rules } = readAccountState(claim.account, deps.defaults)
  const { people, nextAt } = readReminderPlace(claim.place)
  const options = { accountId: claim.accountId, limit: pageSize, from: people }
  return { claim, rules, people: accountPeople(deps, options), nextAt }
}

/**
 * Reminds a page of users, in one statement with how far that is: killed before it, the page is read again; killed after it,
 * the next one follows. Who had the reminder before, by whatever machine, gets nothing.
 */
export async function remindPage(deps: Dependencies, round: ReminderRound): Promise<RemindedPage> {
  const now = deps.clock.now()
  const { claim, rules, people } = round
  if (rules.twoFactor.kind === "off") {
    await deps.store.saveReminders(claim, { reminders: [], place: null, claimableAt: null })
    return { reminders: 0, place: null, unreadable: [] }
  }
  const page = await takePage(people)
  const due: DueUser[] = []
  const unreadable: unknown[] = []
  for (const person of page) {
    const outlook = outlookOrFault(person, round, now)
    if ("fault" in outlook) {
      unreadable.push(outlook.fault)
      continue
    }
    if (outlook.due !== null) due.push(outlook.due)
    round.nextAt = earlier(round.nextAt, outlook.nextAt)
  }
  const reminders = await notYetReminded(deps, round, due, now)
  const follows = page.length < pageSize ? null : people.place
  const place = follows === null ? null : writeReminderPlace(follows, round.nextAt)
  const leaseEndsAt = deps.clock.now() + reminderLeaseSeconds * 1000
  const claimableAt = place === null ? nextLookAt(rules, round.nextAt, now) : leaseEndsAt
  const isHeld = await deps.store.saveReminders(claim, { reminders, place, claimableAt })
  return isHeld ? { reminders: reminders.length, place, unreadable } : { reminders: 0, place: null, unreadable }
}

/** A row that was damaged must not keep everybody behind it from being told. */
function outlookOrFault(
  person: AccountPerson,
  { claim, rules }: ReminderRound,
  now: Instant,
): UserOutlook | { readonly fault: unknown } {
  try {
    return outlookOf(person, claim.accountId, rules, now)
  } catch (error) {
    if (isMusterError(error, "ERR_RECORD_UNREADABLE")) return { fault: error }
    throw error
  }
}

async function takePage(people: AccountPeople): Promise<readonly AccountPerson[]> {
  const page: AccountPerson[] = []
  while (page.length < pageSize) {
    const person = await people.next()
    if (person === undefined) break
    page.push(person)
  }
  return page
}

async function notYetReminded(
  deps: Dependencies,
  round: ReminderRound,
  users: readonly DueUser[],
  now: Instant,
): Promise<readonly Reminder[]> {
  if (users.length === 0) return []
  const { claim, rules } = round
  const userIds = users.map(({ userId }) => userId)
  const records = await deps.store.listReminded({ accountId: claim.accountId, userIds })
  const had = new Set(records.map(({ userId, key }) => JSON.stringify([userId, key])))
  const lastAts = new Map<string, Instant>()
  for (const { userId, at } of records) lastAts.set(userId, Math.max(at, lastAts.get(userId) ?? at))
  const toRemind = users.filter(({ userId, due }) => {
    if (had.has(JSON.stringify([userId, due.idempotencyKey]))) return false
    const spacedAt = (lastAts.get(userId) ?? Number.NEGATIVE_INFINITY) + spacingMilliseconds
    if (spacedAt <= now) return true
    if (spacedAt <= endOfUse(due)) round.nextAt = earlier(round.nextAt, spacedAt)
    return false
  })
  const timeZone = zoneOf(rules)
  return Promise.all(toRemind.map((user) => reminderRows(deps, user, timeZone, now)))
}

function zoneOf({ twoFactor, settings }: AccountRules): string {
  return (twoFactor.kind === "on" ? twoFactor.forcedLogout?.timeZone : undefined) ?? settings.timeZone
}

/**
 * The next reminder of anybody, and before that an hour from now, for users who are new in the directory or newly excused.
 * Where no date is to come for anybody a day will do: reading a whole directory each hour would find nobody.
 */
function nextLookAt({ twoFactor }: AccountRules, nextAt: Instant | null, now: Instant): Instant | null {
  if (twoFactor.kind === "off") return null
  const dates = [twoFactor.forcedLogoutAt, ...twoFactor.stages.map(({ beginsAt }) => beginsAt)]
  const isToCome = nextAt !== null || dates.some((at) => at !== null && now <= at + dayMilliseconds)
  return Math.min(nextAt ?? Number.POSITIVE_INFINITY, now + (isToCome ? hourMilliseconds : dayMilliseconds))
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
