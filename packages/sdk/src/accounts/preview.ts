import { randomId } from "@muster/core"
import { enableTwoFactor, forcedLogoutBounds } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { revisionOf } from "../state/account-state.js"
import { forcedLogoutSchema } from "./account-input.js"
import { authorize } from "./authorize.js"
import { loadRollout } from "./change-account.js"
import { wantedDate } from "./enable.js"
import { readinessOf } from "./readiness.js"
import { accountStatus } from "./status.js"

/** What `enable` would answer now: the same rule over the same rows, with nothing saved. */
export async function preview(
  deps: Dependencies,
  input: Parameters<Accounts["preview"]>[0],
): ReturnType<Accounts["preview"]> {
  const accountId = parseAccountId(input)
  const { forcedLogout } = parseInput(z.object({ forcedLogout: forcedLogoutSchema.nullish() }), input)
  const catalogue = await deps.catalogue()
  const actor = await authorize(deps, accountId, input.actor)
  const { account, groups, now } = await loadRollout(deps, accountId)
  const { rules } = account
  const readiness = readinessOf(deps, catalogue, { updates: rules.updates, groups }, revisionOf(account), now)
  const result =
    actor.kind === "refused"
      ? actor
      : enableTwoFactor({
          account: rules,
          readiness,
          noDeviceGroups: groups.length === 0,
          forcedLogout: wantedDate(rules, forcedLogout),
          enablementId: randomId(deps.random),
          by: actor.name,
          actingAdmin: actor.actingAdmin,
          override: false,
          now,
        })
  const enabled = result.kind === "enabled" ? result.account.twoFactor : rules.twoFactor
  const enabledAt = rules.twoFactor.kind === "on" ? rules.twoFactor.enabledAt : now
  return {
    status: accountStatus(deps, accountId, account, now),
    readiness,
    warnings: result.kind === "enabled" ? result.warnings : [],
    refusals: result.kind === "refused" ? result.reasons : [],
    forcedLogoutAt: enabled.kind === "on" ? enabled.forcedLogoutAt : null,
    ...forcedLogoutBounds({ enabledAt, now, timeZone: rules.settings.timeZone }),
  }
}
