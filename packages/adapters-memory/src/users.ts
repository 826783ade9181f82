import type { Instant } from "@muster/core"
import {
  type ChargeResult,
  type ChargeRule,
  chargeThrottle,
  type ListedUser,
  type LoadedUser,
  type Page,
  type PageInput,
  type SaveResult,
  throttleStanding,
  type UserKey,
  type UserState,
  type UserWrites,
} from "@muster/sdk/ports"
import { loadAccount, raiseAccountVersion } from "./accounts.js"
import { writeEvents } from "./events.js"
import { withdrawMail, writeMail } from "./outbox.js"
import { takePage } from "./pages.js"
import type { Draft, UserRow } from "./tables.js"
import { settleThrottles, untouchedThrottles, withThrottle } from "./throttles.js"

/** What of a save can be done later: everything but the host's transaction. */
export type UserSave = Omit<UserWrites, "transaction">

export function loadUser(draft: Draft, key: UserKey): LoadedUser {
  const row = findUser(draft, key)
  return {
    ...loadAccount(draft, key.accountId),
    user: row?.user,
    throttles: row?.throttles ?? untouchedThrottles,
  }
}

export function chargeUser(draft: Draft, key: UserKey, rule: ChargeRule, now: Instant): ChargeResult {
  const row = findUser(draft, key)
  if (row === undefined || row.user.value.columns.epoch !== rule.epoch) return { kind: "unknown" }
  const standing = throttleStanding(row.throttles[rule.pool], rule, now)
  if (standing.kind !== "open") return standing
  const throttle = Object.freeze(chargeThrottle(row.throttles[rule.pool], rule, now))
  putUser(draft, { ...row, throttles: withThrottle(row.throttles, rule.pool, throttle) })
  const isReached = ({ atFailures }: { readonly atFailures: number }) => atFailures === throttle.failures
  const counted = rule.countedEvents.filter(isReached).map(({ event }) => event)
  writeEvents(draft, key.accountId, [rule.event, ...counted])
  writeMail(
    draft,
    key.accountId,
    rule.notices.filter(isReached).map(({ mail }) => mail),
  )
  return { kind: "charged", ...loadAccount(draft, key.accountId), user: row.user, throttle }
}

export function saveUser(
  draft: Draft,
  key: UserKey,
  next: UserState,
  expectedVersion: number,
  writes: UserSave,
): SaveResult {
  const row = findUser(draft, key)
  if ((row?.user.version ?? 0) !== expectedVersion) return { kind: "version-conflict" }
  if (writes.accountVersion !== undefined && !raiseAccountVersion(draft, key.accountId, writes.accountVersion)) {
    return { kind: "version-conflict" }
  }
  const version = expectedVersion + 1
  putUser(draft, {
    key,
    user: Object.freeze({ version, value: next }),
    throttles: settleThrottles(row?.throttles ?? untouchedThrottles, writes.settle),
  })
  withdrawMail(draft, key, writes.withdraw)
  writeMail(draft, key.accountId, writes.mail)
  writeEvents(draft, key.accountId, writes.events)
  return { kind: "saved", version }
}

export function listUsers(draft: Draft, input: PageInput & { readonly accountId: string }): Page<ListedUser> {
  return takePage(draft.users.inAccount(input.accountId), byUserId, input)
}

const byUserId = {
  start: [""],
  placeOf: ({ key }: UserRow) => [key.userId],
  itemOf: ({ key, user, throttles }: UserRow) => ({ userId: key.userId, user, throttles }),
}

function findUser(draft: Draft, key: UserKey): UserRow | undefined {
  return draft.users.get(key.accountId, key.userId)
}

function putUser(draft: Draft, row: UserRow): void {
  draft.users.put(row.key.accountId, row.key.userId, Object.freeze(row))
}
