import { randomId } from "@muster/core"
import { type AccountRules, enableTwoFactor, type ForcedLogout } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { enrollablePeople } from "../people/count-people.js"
import { revisionOf } from "../state/account-state.js"
import { forcedLogoutSchema, stagesSchema } from "./account-input.js"
import { actingAdmin } from "./acting-admin.js"
import { type ChangedAccount, changeAccount } from "./change-account.js"
import { reasonOf } from "./override-reason.js"
import { readinessOf, updateSettings } from "./readiness.js"
import { accountStatus } from "./status.js"

/** What a form says of an enablement. */
export const enablementSchema = z.object({
  forcedLogout: forcedLogoutSchema.nullish(),
  stages: stagesSchema.optional(),
})

/** Switches two-factor on; compares groups too, so that enabled implies that every group meets the minimum. */
export async function enable(
  deps: Dependencies,
  input: Parameters<Accounts["enable"]>[0],
): ReturnType<Accounts["enable"]> {
  const accountId = parseAccountId(input)
  const { forcedLogout, stages } = parseInput(enablementSchema, input)
  const reason = reasonOf(input.override)
  const catalogue = await deps.catalogue()
  const people = await enrollablePeople(deps, accountId, deps.clock.now())
  const admin = await actingAdmin(deps, accountId, input.actor)
  return changeAccount(deps, input, { groups: true }, ({ account, groups, actor, now }) => {
    const { rules } = account
    const result = enableTwoFactor({
      account: rules,
      readiness: readinessOf(deps, catalogue, updateSettings(deps, account, groups), revisionOf(account), now),
      people,
      forcedLogout: wantedDate(rules, forcedLogout),
      stages,
      enablementId: randomId(deps.random),
      by: actor.name,
      actingAdmin: admin(actor),
      override: reason !== undefined,
      now,
    })
    if (result.kind === "refused") return result
    const answer = (changed: boolean, saved: ChangedAccount) => ({
      kind: "enabled" as const,
      changed,
      status: accountStatus(deps, accountId, saved, now),
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
