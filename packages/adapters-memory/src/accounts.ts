import {
  type AccountState,
  type AccountWrites,
  compareIds,
  type LoadedAccount,
  type LoadedGroups,
  type SaveResult,
  type StoredAccount,
} from "@muster/sdk/ports"
import { writeEvents } from "./events.js"
import { writeMail } from "./outbox.js"
import { putRound } from "./reminder-rounds.js"
import type { Draft } from "./tables.js"

export function loadAccount(draft: Draft, accountId: string): LoadedAccount {
  return { account: storedAccount(draft, accountId), databaseTime: Date.now() }
}

export function storedAccount(draft: Draft, accountId: string): StoredAccount | undefined {
  return draft.accounts.get(accountId, accountId)
}

export function loadGroups(draft: Draft, accountId: string): LoadedGroups {
  const groups = [...draft.groups.inAccount(accountId)].sort((one, other) => compareIds(one.id, other.id))
  return { ...loadAccount(draft, accountId), groups: Object.freeze(groups) }
}

export function saveAccount(
  draft: Draft,
  accountId: string,
  next: AccountState | null,
  expectedVersion: number,
  writes: AccountWrites,
): SaveResult {
  const stored = storedAccount(draft, accountId)
  const groupsVersion = stored?.groupsVersion ?? 0
  if ((stored?.version ?? 0) !== expectedVersion) return { kind: "version-conflict" }
  if (writes.expectedGroupsVersion !== null && writes.expectedGroupsVersion !== groupsVersion) {
    return { kind: "version-conflict" }
  }
  const value = next ?? stored?.value
  if (value === undefined) return { kind: "version-conflict" }

  const version = next === null ? expectedVersion : expectedVersion + 1
  const writesGroups = writes.putGroups.length + writes.removeGroups.length > 0
  putAccount(draft, accountId, { version, value, groupsVersion: writesGroups ? groupsVersion + 1 : groupsVersion })
  for (const id of writes.removeGroups) draft.groups.remove(accountId, id)
  for (const group of writes.putGroups) draft.groups.put(accountId, group.id, group)
  writeMail(draft, accountId, writes.mail)
  writeEvents(draft, accountId, writes.events)
  return { kind: "saved", version }
}

/** Compares the account's version and raises it, leaving the state as it is; `false` when it has moved. */
export function raiseAccountVersion(draft: Draft, accountId: string, expectedVersion: number): boolean {
  const stored = storedAccount(draft, accountId)
  if (stored === undefined || stored.version !== expectedVersion) return false
  putAccount(draft, accountId, { ...stored, version: stored.version + 1 })
  return true
}

export function putAccount(draft: Draft, accountId: string, account: StoredAccount): void {
  draft.accounts.put(accountId, accountId, Object.freeze(account))
  if (draft.rounds.get(accountId, accountId) === undefined) {
    putRound(draft, { accountId, version: 0, lease: 0, place: null, claimableAt: null })
  }
}
