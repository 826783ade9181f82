import type { Instant } from "@muster/core"
import type { UserRecord } from "@muster/enrollment"
import {
  type AccountRules,
  canEnroll,
  type DueReminder,
  dueReminders,
  nextReminderAt,
  personState,
} from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import { auditEvent } from "../events/audit-event.js"
import { sealMail } from "../mail/sealed-mail.js"
import type { AccountPerson } from "../people/account-people.js"
import { personFacts } from "../people/person-facts.js"
import type { Reminder, UserKey } from "../ports/index.js"
import { readUserState } from "../state/user-state.js"
import { sessionUserFacts } from "../user-facts.js"
import { reminderTopic } from "../writes.js"

const dayMilliseconds = 86_400_000

/** Whom to remind, and of what. */
export interface DueUser extends UserKey {
  readonly email: string
  readonly locale: string | null
  readonly due: DueReminder
  /** When the reminder after this one takes its place, or when it is of no use. */
  readonly replacedAt: Instant
}

/** What the rules say about somebody of an account at an instant. */
export interface UserOutlook {
  /** `null`: nothing is due, or there is nobody to tell. */
  readonly due: DueUser | null
  /** When their next reminder becomes due; `null`: none is to come. */
  readonly nextAt: Instant | null
}

const nothing: UserOutlook = { due: null, nextAt: null }

/** Looks at somebody whom the directory lists. Whoever has left it is told nothing. */
export function outlookOf(
  { userId, user, row }: AccountPerson,
  accountId: string,
  account: AccountRules,
  now: Instant,
): UserOutlook {
  // The column says of most users all there is to say, and saves reading their state.
  if (user === null || row?.user.value.columns.status === "enrolled") return nothing
  const { record } = readUserState(row?.user)
  const facts = personFacts(user, record, now)
  if (!canEnroll(facts) || user.email === null) return nothing
  const person = { account, user: reminderUser(userId, user.deviceGroupId, record, personState(facts, now)), now }
  const nextAt = nextReminderAt(person)
  const [due] = dueReminders(person)
  if (due === undefined) return { due: null, nextAt }
  const { email, locale = null } = user
  return { due: { accountId, userId, email, locale, due, replacedAt: nextAt ?? endOfUse(due) }, nextAt }
}

function reminderUser(
  userId: string,
  deviceGroupId: string | undefined,
  record: UserRecord,
  state: ReturnType<typeof personState>,
) {
  const { epochRaisedBy, exemptUntil, exemptedAt } = sessionUserFacts(record)
  return { epochRaisedBy, exemptUntil, exemptedAt, state, userId, deviceGroupId }
}

/** A reminder is due for a day more than its logout. */
export function endOfUse({ logoutAt }: Pick<DueReminder, "logoutAt">): Instant {
  return logoutAt + dayMilliseconds
}

/** Makes the rows of a reminder: one that is late is not sent beside the one that follows it. */
export async function reminderRows(
  deps: Dependencies,
  { accountId, userId, email, locale, due, replacedAt }: DueUser,
  timeZone: string,
  now: Instant,
): Promise<Reminder> {
  const { kind, logoutAt, daysLeft, idempotencyKey } = due
  const change = { kind: "reminder-sent", before: null, after: { reminder: kind, logoutAt } } as const
  const event = auditEvent(deps, change, { accountId, userId, actor: { system: "jobs.run" } }, now)
  const { mail: _, ...mail } = await sealMail(deps, {
    key: { accountId, userId },
    to: email,
    locale,
    message: { kind: "forced-logout-reminder", forcedLogoutAt: logoutAt, timeZone, daysLeft },
    dueAt: now,
    expiresAt: replacedAt,
    topic: reminderTopic,
  })
  return { userId, key: idempotencyKey, at: now, expiresAt: endOfUse(due), mail, event }
}
