import {
  type BuildFacts,
  checkReadiness,
  groupMinimum,
  type ParsedCatalogueBuild,
  type Readiness,
  type UpdateSettings,
} from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import type { Account } from "../state/account-state.js"

/** The vendor's facts that update settings are judged by. */
export function buildFacts(deps: Dependencies, catalogue: readonly ParsedCatalogueBuild[], now: number): BuildFacts {
  return { catalogue, minimum: groupMinimum(deps.minimum), now }
}

/** The update settings of an account as it was loaded. */
export function updateSettings(
  deps: Dependencies,
  { rules }: Pick<Account, "rules">,
  groups: UpdateSettings["groups"],
): UpdateSettings {
  return { updates: rules.updates, groups, ungrouped: deps.ungroupedMachines }
}

/** Whether the settings meet the vendor's minimum; without a minimum everything does. */
export function readinessOf(
  deps: Dependencies,
  catalogue: readonly ParsedCatalogueBuild[],
  settings: UpdateSettings,
  version: number,
  now: number,
): Readiness {
  return checkReadiness({ ...settings, ...buildFacts(deps, catalogue, now), version })
}
