import { randomId } from "@muster/core"
import { type AccountRules, enableTwoFactor, type ForcedLogout } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { revisionOf } from "../state/account-state.js"
import { forcedLogoutSchema } from "./account-input.js"
import { type ChangedAccount, changeAccount } from "./change-account.js"
import { reasonOf } from "./override-reason.js"
import { readinessOf } from "./readiness.js"
import { accountStatus } from "./status.js"

/** Switches two-factor on; compares groups too, so that enabled implies that every group meets the minimum. */
export async function enable(
  deps: Dependencies,
  input: Parameters<Accounts["enable"]>[0],
): ReturnType<Accounts["enable"]> {
  const { forcedLogout } = parseInput(z.object({ forcedLogout: forcedLogoutSchema.nullish() }), input)
  const catalogue = await deps.catalogue()
  const reason = reasonOf(input.override)
  return changeAccount(deps, input, true, ({ account, groups, actor, now }) => {
    const { rules } = account
    const result = enableTwoFactor({
      account: rules,
      readiness: readinessOf(deps, catalogue, { updates: rules.updates, groups }, revisionOf(account), now),
      noDeviceGroups: groups.length === 0,
      forcedLogout: wantedDate(rules, forcedLogout),
      enablementId: randomId(deps.random),
      by: actor.name,
      actingAdmin: actor.actingAdmin,
      override: reason !== undefined,
      now,
    })
    if (result.kind === "refused") return result
    const answer = (changed: boolean, saved: ChangedAccount) => ({
      kind: "enabled" as const,
      changed,
      status: accountStatus(deps, input.accountId, saved, now),
      warnings: result.warnings,
    })
    if (!result.changed) return { kind: "no-change", answer: answer(false, account) }
    return {
      kind: "change",
      rules: result.account,
      comparesGroups: true,
      event: {
        kind: "two-factor-enabled",
        before: rules.twoFactor,
        after: result.account.twoFactor,
        ...(reason === undefined ? {} : { reason }),
      },
      answer: (saved) => answer(true, saved),
    }
  })
}

/** A date that was not given stays what it is; `null` asks for none. */
export function wantedDate({ twoFactor }: AccountRules, given: ForcedLogout | null | undefined): ForcedLogout | null {
  if (given !== undefined) return given
  return twoFactor.kind === "on" ? twoFactor.forcedLogout : null
}
