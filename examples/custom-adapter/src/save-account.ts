import type { AccountState, AccountWrites, SaveResult } from "@muster/sdk/ports"
import { findAccount, putAccount } from "./accounts.js"
import { writeGroups } from "./device-groups.js"
import { writeOutputs } from "./outputs.js"
import type { Sql } from "./sql.js"

/**
 * Compares both versions and then writes: nobody else writes before this transaction ends, so whoever has read the same
 * versions compares with what this save has left. Two-factor that is on means that every group meets the minimum, because
 * enabling and moving a group cannot both win.
 */
export async function saveAccount(
  sql: Sql,
  accountId: string,
  next: AccountState | null,
  expectedVersion: number,
  writes: AccountWrites,
): Promise<SaveResult> {
  const stored = await findAccount(sql, accountId)
  const { version, groupsVersion } = stored ?? { version: 0, groupsVersion: 0 }
  if (version !== expectedVersion) return { kind: "version-conflict" }
  if ((writes.expectedGroupsVersion ?? groupsVersion) !== groupsVersion) return { kind: "version-conflict" }
  const value = next ?? stored?.value
  if (value === undefined) return { kind: "version-conflict" }

  const saved = {
    version: next === null ? version : version + 1,
    groupsVersion: writes.putGroups.length + writes.removeGroups.length > 0 ? groupsVersion + 1 : groupsVersion,
    value,
  }
  await putAccount(sql, accountId, saved)
  await writeGroups(sql, accountId, writes)
  await writeOutputs(sql, accountId, writes)
  return { kind: "saved", version: saved.version }
}
