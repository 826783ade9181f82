import { applyRemediation as decide } from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { changeAccount } from "./change-account.js"
import { readinessOf } from "./readiness.js"

/** Makes every change of a remediation in one save, or none. */
export async function applyRemediation(
  deps: Dependencies,
  input: Parameters<Accounts["applyRemediation"]>[0],
): ReturnType<Accounts["applyRemediation"]> {
  const catalogue = await deps.catalogue()
  return changeAccount(deps, input, true, ({ account, groups, now }) => {
    const { rules } = account
    const result = decide({ updates: rules.updates, groups, remediation: input.remediation })
    if (result.kind === "refused") return result
    const changed = new Map(result.changedGroups.map((group) => [group.id, group]))
    const after = groups.map((group) => changed.get(group.id) ?? group)
    return {
      kind: "change",
      rules: { ...rules, updates: result.updates },
      putGroups: result.changedGroups,
      comparesGroups: true,
      event: { kind: "remediation-applied", before: null, after: input.remediation.changes },
      answer: ({ version }) => ({
        kind: "applied",
        readiness: readinessOf(deps, catalogue, { updates: result.updates, groups: after }, version, now),
        version,
      }),
    }
  })
}
