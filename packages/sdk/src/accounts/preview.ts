import { randomId } from "@muster/core"
import { forcedLogoutBounds, previewEnable } from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { countAccountPeople } from "../people/count-people.js"
import { revisionOf } from "../state/account-state.js"
import { actingAdmin } from "./acting-admin.js"
import { adoptionOf } from "./adoption.js"
import { authorize, refuseWithoutSecondFactor } from "./authorize.js"
import { loadRollout } from "./change-account.js"
import { enablementSchema, wantedDate } from "./enable.js"
import { readinessOf, updateSettings } from "./readiness.js"
import { accountStatus } from "./status.js"

/** What `enable` would answer now: the same rule over the same rows, with nothing saved. */
export async function preview(
  deps: Dependencies,
  input: Parameters<Accounts["preview"]>[0],
): ReturnType<Accounts["preview"]> {
  const accountId = parseAccountId(input)
  const { forcedLogout, stages } = parseInput(enablementSchema, input)
  const catalogue = await deps.catalogue()
  const actor = await authorize(deps, accountId, input.actor)
  const admin = await actingAdmin(deps, accountId, input.actor)
  const people = await countAccountPeople(deps, accountId, deps.clock.now())
  const { account, groups, now } = await loadRollout(deps, accountId)
  const { rules } = account
  const proof = actor.kind === "refused" ? null : refuseWithoutSecondFactor(actor, account)
  const readiness = readinessOf(deps, catalogue, updateSettings(deps, account, groups), revisionOf(account), now)
  const shown = previewEnable({
    account: rules,
    readiness,
    people,
    forcedLogout: wantedDate(rules, forcedLogout),
    stages,
    enablementId: randomId(deps.random),
    by: actor.kind === "refused" ? { system: "preview" } : actor.name,
    actingAdmin: actor.kind === "refused" ? "system" : admin(actor),
    now,
  })
  const enabledAt = rules.twoFactor.kind === "on" ? rules.twoFactor.enabledAt : now
  return {
    status: accountStatus(deps, accountId, account, now),
    readiness,
    warnings: shown.warnings,
    refusals: actor.kind === "refused" ? actor.reasons : [...(proof?.reasons ?? []), ...shown.refusals],
    forcedLogoutAt: shown.forcedLogoutAt,
    ...forcedLogoutBounds({ enabledAt, now, timeZone: rules.settings.timeZone }),
    people: people === null ? null : adoptionOf(people, now),
    exposureUserHours: shown.exposureUserHours,
    exposureByDate: shown.exposureByDate,
  }
}
