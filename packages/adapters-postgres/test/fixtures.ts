import type {
  AccountErasure,
  AccountWrites,
  AuditEvent,
  ChargeRule,
  SealedMail,
  ThrottlePool,
  ThrottleRule,
  UserKey,
  UserState,
  UserWrites,
} from "@muster/sdk/ports"

/** Five free tries, then waits. */
const throttleRule: ThrottleRule = {
  free: 5,
  firstWaitSeconds: 30,
  maxWaitSeconds: 3600,
  cap: 50,
  bucketUnits: 30,
  unitSeconds: 86_400,
}

/** Saturday noon, some day: no test looks at the real time. */
export const now = Date.UTC(2026, 10, 21, 12)

export const noAccountWrites: AccountWrites = {
  mail: [],
  events: [],
  putGroups: [],
  removeGroups: [],
  expectedGroupsVersion: null,
}

export const noUserWrites: UserWrites = { mail: [], events: [], withdraw: [], settle: [] }

export function aGroup(id: string): AccountWrites["putGroups"][number] {
  return { id, name: id, parentId: null, updates: { mode: "inherit" } }
}

export function aUser(): UserKey {
  return { accountId: `account-${crypto.randomUUID()}`, userId: "ann" }
}

export function userState(step: number): UserState {
  return {
    format: 1,
    json: JSON.stringify({ step }),
    columns: { status: "enrolled", epoch: 1, sealedKeyIds: ["2026"] },
  }
}

export function eventOf({ accountId, userId }: UserKey): AuditEvent {
  return {
    id: crypto.randomUUID(),
    at: now,
    kind: "attempt-charged",
    accountId,
    userId,
    actor: { userId },
    client: { platform: "windows", build: "v4.3 b1575" },
    reason: null,
    before: null,
    after: { pool: "codes" },
  }
}

export function mailTo(key: UserKey, topic: string | null): SealedMail {
  return {
    id: crypto.randomUUID(),
    key,
    sealed: new Uint8Array([0, 1, 254, 255]),
    dueAt: now,
    expiresAt: null,
    topic,
  }
}

/** Erases what {@link userState} has saved. */
export function erasureAt(expectedVersion: number): AccountErasure {
  return { next: { format: 1, json: "{}" }, expectedVersion, expectedGroupsVersion: 0, firstEpoch: 1000 }
}

export function chargeOf(key: UserKey, pool: ThrottlePool = "codes"): ChargeRule {
  return { ...throttleRule, pool, epoch: 1, event: eventOf(key), countedEvents: [], notices: [] }
}
