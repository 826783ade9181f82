import type { DeviceGroup, Refused } from "@muster/policy"
import * as z from "zod"
import { groupChangeSchema } from "../accounts/account-input.js"
import { changeAccount } from "../accounts/change-account.js"
import { reasonOf } from "../accounts/override-reason.js"
import { readinessOf } from "../accounts/readiness.js"
import { updateChangeRefused } from "../accounts/update-guard.js"
import type { DeviceGroups, GroupChange } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { revisionOf } from "../state/account-state.js"

/**
 * Writes device groups. While two-factor is off a write compares the account alone, so that many may write at once; while
 * it is on it compares the groups too, because it was decided on all of them.
 */
export async function changeGroups(
  deps: Dependencies,
  input: Parameters<DeviceGroups["change"]>[0],
): ReturnType<DeviceGroups["change"]> {
  const { change } = parseInput(z.object({ change: groupChangeSchema }), input)
  const catalogue = await deps.catalogue()
  const reason = reasonOf(input.override)
  return changeAccount(deps, input, true, ({ account, groups, now }) => {
    const { rules } = account
    const changed = changedGroups(groups, change)
    if ("kind" in changed) return changed
    const written = new Map(changed.map((group) => [group.id, group]))
    const kept = groups.filter((group) => !written.has(group.id))
    const after = { updates: rules.updates, groups: [...kept, ...changed] }
    const refused = updateChangeRefused(deps, catalogue, {
      account: rules,
      before: { updates: rules.updates, groups },
      after,
      override: reason !== undefined,
      now,
    })
    if (refused !== null) return refused
    return {
      kind: "change",
      rules: null,
      putGroups: changed,
      comparesGroups: rules.twoFactor.kind === "on",
      event: {
        kind: "groups-changed",
        before: groups.filter((group) => written.has(group.id)),
        after: changed,
        ...(reason === undefined ? {} : { reason }),
      },
      answer: (saved) => ({
        kind: "saved",
        readiness: readinessOf(deps, catalogue, after, revisionOf(saved), now),
        version: revisionOf(saved),
      }),
    }
  })
}

/** The groups as the change leaves them, or a refusal when it names one that is not there. */
function changedGroups(groups: readonly DeviceGroup[], change: GroupChange): readonly DeviceGroup[] | Refused {
  if (change.kind === "put") return change.groups
  const { groupId, updates } = change
  const group = groups.find(({ id }) => id === groupId)
  if (group !== undefined) return [{ ...group, updates }]
  return { kind: "refused", reasons: [{ code: "group-unknown", params: { groupId }, source: { kind: "account" } }] }
}
