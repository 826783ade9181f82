import { checkUpdateChange, applyRemediation as decide } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { revisionOf } from "../state/account-state.js"
import { remediationSchema } from "./account-input.js"
import { changeAccount } from "./change-account.js"
import { buildFacts, readinessOf, updateSettings } from "./readiness.js"

/**
 * Makes every change of a remediation in one save, or none. It has been through a form, so it is held to the rules that
 * any change of the update settings is held to.
 */
export async function applyRemediation(
  deps: Dependencies,
  input: Parameters<Accounts["applyRemediation"]>[0],
): ReturnType<Accounts["applyRemediation"]> {
  const { remediation } = parseInput(z.object({ remediation: remediationSchema }), input)
  const catalogue = await deps.catalogue()
  return changeAccount(deps, input, { groups: true }, ({ account, groups, now }) => {
    const { rules } = account
    const before = updateSettings(deps, account, groups)
    const result = decide({ ...before, remediation, version: revisionOf(account) })
    if (result.kind === "refused") return result
    const changed = new Map(result.changedGroups.map((group) => [group.id, group]))
    const after = { ...before, updates: result.updates, groups: groups.map((group) => changed.get(group.id) ?? group) }
    const facts = buildFacts(deps, catalogue, now)
    const allowed = checkUpdateChange({ ...facts, account: rules, before, after, override: false })
    if (allowed.kind === "refused") return allowed
    return {
      kind: "change",
      rules: { ...rules, updates: result.updates },
      putGroups: result.changedGroups,
      comparesGroups: true,
      event: { kind: "remediation-applied", before: null, after: remediation.changes },
      answer: (saved) => ({
        kind: "applied",
        readiness: readinessOf(deps, catalogue, after, revisionOf(saved), now),
        version: revisionOf(saved),
      }),
    }
  })
}
