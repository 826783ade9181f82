import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { revisionOf } from "../state/account-state.js"
import { accountUpdatesSchema } from "./account-input.js"
import { changeAccount } from "./change-account.js"
import { reasonOf } from "./override-reason.js"
import { readinessOf } from "./readiness.js"
import { updateChangeRefused } from "./update-guard.js"

/** Sets what every inheriting group gets. */
export async function setUpdates(
  deps: Dependencies,
  input: Parameters<Accounts["setUpdates"]>[0],
): ReturnType<Accounts["setUpdates"]> {
  const { updates } = parseInput(z.object({ updates: accountUpdatesSchema }), input)
  const catalogue = await deps.catalogue()
  const reason = reasonOf(input.override)
  return changeAccount(deps, input, true, ({ account, groups, now }) => {
    const { rules } = account
    const refused = updateChangeRefused(deps, catalogue, {
      account: rules,
      before: { updates: rules.updates, groups },
      after: { updates, groups },
      override: reason !== undefined,
      now,
    })
    if (refused !== null) return refused
    return {
      kind: "change",
      rules: { ...rules, updates },
      comparesGroups: rules.twoFactor.kind === "on",
      event: {
        kind: "updates-changed",
        before: rules.updates,
        after: updates,
        ...(reason === undefined ? {} : { reason }),
      },
      answer: (saved) => ({
        kind: "saved",
        readiness: readinessOf(deps, catalogue, { updates, groups }, revisionOf(saved), now),
      }),
    }
  })
}
