import {
  applyUpdateChange,
  checkUpdateChange,
  type DeviceGroup,
  type Readiness,
  type Refused,
  type UpdateChange,
} from "@muster/policy"
import type { AccountCall, Override } from "../api/account-call.js"
import type { Dependencies } from "../dependencies.js"
import { revisionOf } from "../state/account-state.js"
import { changeAccount } from "./change-account.js"
import { reasonOf } from "./override-reason.js"
import { buildFacts, readinessOf, updateSettings } from "./readiness.js"

/** Update settings as a change has left them. */
export interface UpdatesChanged {
  readonly kind: "saved"
  readonly readiness: Readiness
  readonly version: number
}

/**
 * Makes a change of the update settings, whichever call it comes by.
 *
 * While two-factor is off groups are put without comparing them, so that many may write at once. While it is on a write
 * compares them too, because no group may come under the minimum by it unless an admin insists, and that was decided on
 * all of them. So does a change that writes back what it has read of a group, that places a group elsewhere in the
 * tree, or that names the version it was made for.
 */
export async function changeUpdates(
  deps: Dependencies,
  call: AccountCall & { readonly override?: Override | undefined },
  change: UpdateChange,
): Promise<UpdatesChanged | Refused> {
  const catalogue = await deps.catalogue()
  const reason = reasonOf(call.override)
  return changeAccount<UpdatesChanged>(deps, call, { groups: true }, ({ account, groups, now }) => {
    const { rules } = account
    const before = updateSettings(deps, account, groups)
    const applied = applyUpdateChange(before, change)
    if (applied.kind === "refused") return applied
    const { after, writes } = applied
    const facts = buildFacts(deps, catalogue, now)
    const allowed = checkUpdateChange({ ...facts, account: rules, before, after, override: reason !== undefined })
    if (allowed.kind === "refused") return allowed
    const answer = (version: number): UpdatesChanged => ({
      kind: "saved",
      readiness: readinessOf(deps, catalogue, after, version, now),
      version,
    })
    const nothing = writes.updates === null && writes.put.length === 0 && writes.removed.length === 0
    if (nothing) return { kind: "no-change", answer: answer(revisionOf(account)) }
    const touched = new Set([...writes.put.map(({ id }) => id), ...writes.removed])
    return {
      kind: "change",
      rules: writes.updates === null ? null : { ...rules, updates: writes.updates },
      putGroups: writes.put,
      removeGroups: writes.removed,
      comparesGroups:
        rules.twoFactor.kind === "on" ||
        rewritesGroups(change) ||
        movesGroups(groups, writes.put) ||
        call.ifVersion !== undefined,
      event: {
        ...(writes.updates === null
          ? ({
              kind: "groups-changed",
              before: groups.filter(({ id }) => touched.has(id)),
              after: writes.put,
            } as const)
          : ({ kind: "updates-changed", before: rules.updates, after: writes.updates } as const)),
        ...(reason === undefined ? {} : { reason }),
      },
      answer: (saved) => answer(revisionOf(saved)),
    }
  })
}

function rewritesGroups({ kind }: UpdateChange): boolean {
  return kind === "move" || kind === "set-updates" || kind === "remove"
}

/** Two that move groups into each other would each be right alone, and make a circle together. */
function movesGroups(groups: readonly DeviceGroup[], put: readonly DeviceGroup[]): boolean {
  const parents = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  return put.some(({ id, parentId }) => parents.has(id) && parents.get(id) !== parentId)
}
