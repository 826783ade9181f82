import {
  enrollablePeople,
  forcedLogoutBounds,
  type PeopleCounts,
  peopleWarnings,
  previewEnable,
  type Reason,
} from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { countAccountPeople } from "../people/count-people.js"
import { revisionOf } from "../state/account-state.js"
import { enablementSchema } from "./account-input.js"
import { actingAdmin } from "./acting-admin.js"
import { adoptionOf } from "./adoption.js"
import { authorize, refuseWithoutSecondFactor } from "./authorize.js"
import { loadRollout } from "./change-account.js"
import { decideEnablement, peopleWhileOn, wantedDate } from "./enablement.js"
import { readinessOf, updateSettings } from "./readiness.js"
import { accountStatus } from "./status.js"

/** What `enable` would answer now: the same rule over the same rows, with nothing saved. */
export async function preview(
  deps: Dependencies,
  input: Parameters<Accounts["preview"]>[0],
): ReturnType<Accounts["preview"]> {
  const accountId = parseAccountId(input)
  const wish = parseInput(enablementSchema, { forcedLogout: input.forcedLogout, stages: input.stages })
  const catalogue = await deps.catalogue()
  const actor = await authorize(deps, accountId, input.actor)
  if (actor.kind === "refused") return actor
  const rollout = await loadRollout(deps, accountId)
  const { account, groups } = rollout
  const { rules } = account
  const refused = refuseWithoutSecondFactor(actor, account)
  if (refused !== null) return refused
  const people = await countAccountPeople(deps, accountId, rollout.now)
  const circumstances =
    rules.twoFactor.kind === "on"
      ? peopleWhileOn(actor)
      : { people: enrollablePeople(people), actingAdmin: await actingAdmin(deps, accountId, actor) }
  const now = deps.clock.now()
  const readiness = readinessOf(deps, catalogue, updateSettings(deps, account, groups), revisionOf(account), now)
  const loaded = { account, groups, actor, now }
  const { outcome, warnings } = decideEnablement(deps, { ...circumstances, wish, loaded, readiness, override: false })
  const shown = previewEnable({
    account: rules,
    readiness,
    people,
    forcedLogout: wantedDate(rules, wish.forcedLogout),
    stages: wish.stages,
    enablementId: "preview",
    by: actor.name,
    actingAdmin: circumstances.actingAdmin,
    now,
  })
  const enabledAt = rules.twoFactor.kind === "on" ? rules.twoFactor.enabledAt : now
  return {
    kind: "preview",
    status: accountStatus(deps, accountId, account, now),
    readiness,
    refusals: outcome.kind === "refused" ? outcome.reasons : [],
    warnings,
    forcedLogoutAt: shown.forcedLogoutAt,
    ...forcedLogoutBounds({ enabledAt, now, timeZone: rules.settings.timeZone }),
    people: people === null ? null : adoptionOf(people, rollout.now),
    peopleWarnings: warningsAboutPeople(people),
    exposureUserHours: shown.exposureUserHours,
    exposureByDate: shown.exposureByDate,
  }
}

function warningsAboutPeople(people: PeopleCounts | null): readonly Reason[] {
  return people === null
    ? [{ code: "directory-missing", params: {}, source: { kind: "product" } }]
    : peopleWarnings(people)
}
