import {
  type AccountUpdates,
  checkReadiness,
  type DeviceGroup,
  type ParsedCatalogueBuild,
  type Readiness,
} from "@muster/policy"
import type { Dependencies } from "../dependencies.js"

/** The update settings of an account and of its device groups. */
export interface UpdateSettings {
  readonly updates: AccountUpdates
  readonly groups: readonly DeviceGroup[]
}

/** Whether the settings meet the vendor's minimum; without a minimum everything does. */
export function readinessOf(
  deps: Dependencies,
  catalogue: readonly ParsedCatalogueBuild[],
  settings: UpdateSettings,
  version: number,
  now: number,
): Readiness {
  return checkReadiness({ ...settings, catalogue, minimum: deps.minimum?.minimum ?? null, now, version })
}
