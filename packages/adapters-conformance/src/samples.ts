import type {
  AccountErasure,
  AccountState,
  AccountWrites,
  AuditEvent,
  ChargeRule,
  LoadedGroups,
  Reminder,
  SealedMail,
  UserKey,
  UserState,
  UserWrites,
} from "@muster/sdk/ports"
import { uniqueId } from "./unique-id.js"

type DeviceGroup = LoadedGroups["groups"][number]

/** An instant for tests that need just one. */
export const now = Date.UTC(2030, 0, 1)

export function accountState(name = "account"): AccountState {
  return { format: 1, json: JSON.stringify({ name }) }
}

export function userState(name = "user", columns: Partial<UserState["columns"]> = {}): UserState {
  return {
    format: 1,
    json: JSON.stringify({ name }),
    columns: { status: "enrolled", epoch: 1, sealedKeyIds: [], ...columns },
  }
}

export function deviceGroup(id: string, name = id): DeviceGroup {
  return { id, name, parentId: null, updates: { mode: "inherit" } }
}

/** What an event has changed is JSON to a store, whatever its kind says of it. */
type Changes = Partial<Omit<AuditEvent, "before" | "after"> & { readonly before: unknown; readonly after: unknown }>

export function auditEvent(accountId: string, changes: Changes = {}): AuditEvent {
  const event = {
    id: uniqueId("event"),
    at: now,
    kind: "settings-changed",
    accountId,
    userId: null,
    actor: { system: "conformance" },
    client: null,
    reason: null,
    before: null,
    after: null,
    ...changes,
  }
  return event as AuditEvent
}

export function sealedMail(key: UserKey, changes: Partial<SealedMail> = {}): SealedMail {
  const sealed = new Uint8Array([1, 2, 3])
  return { id: uniqueId("mail"), key, sealed, dueAt: now, expiresAt: null, topic: null, ...changes }
}

/** A reminder of a user of its own; `dueAt` is that of its mail. */
export function reminder(
  accountId: string,
  { dueAt = now, ...changes }: Partial<Reminder> & { readonly dueAt?: number } = {},
): Reminder {
  const { userId = uniqueId("user") } = changes
  return {
    userId,
    key: "one-day",
    at: now,
    expiresAt: now + 1,
    mail: sealedMail({ accountId, userId }, { dueAt }),
    event: auditEvent(accountId, { userId, kind: "reminder-sent" }),
    ...changes,
  }
}

/** What is written with an account: nothing but what is named. */
export function accountWrites(changes: Partial<AccountWrites> = {}): AccountWrites {
  return { mail: [], events: [], putGroups: [], removeGroups: [], expectedGroupsVersion: null, ...changes }
}

/** An erasing of an account that was saved once, without groups, or of what is named. */
export function accountErasure(changes: Partial<AccountErasure> = {}): AccountErasure {
  return { next: accountState("erased"), expectedVersion: 1, expectedGroupsVersion: 0, firstEpoch: 1000, ...changes }
}

/** What is written with a user: nothing but what is named. */
export function userWrites(changes: Partial<UserWrites> = {}): UserWrites {
  return { mail: [], events: [], withdraw: [], settle: [], ...changes }
}

/** Five free tries, then 30 seconds doubling to an hour; 50 at most, 30 in a bucket that leaks one a day. */
export function chargeRule(key: UserKey, changes: Partial<ChargeRule> = {}): ChargeRule {
  return {
    pool: "codes",
    epoch: 1,
    free: 5,
    firstWaitSeconds: 30,
    maxWaitSeconds: 3600,
    cap: 50,
    bucketUnits: 30,
    unitSeconds: 86_400,
    event: auditEvent(key.accountId, { userId: key.userId, kind: "attempt-charged" }),
    countedEvents: [],
    notices: [],
    ...changes,
  }
}

/** A rule that never refuses a test's charges. */
export function generousRule(key: UserKey, changes: Partial<ChargeRule> = {}): ChargeRule {
  return chargeRule(key, { free: 1000, cap: 1000, bucketUnits: 1000, ...changes })
}
