import {
  type AccountUpdates,
  checkReadiness,
  type DeviceGroup,
  type ParsedCatalogueBuild,
  type Readiness,
} from "@muster/policy"
import type { Dependencies } from "../dependencies.js"

/** Whether the settings meet the vendor's minimum; without a minimum everything does. */
export function readinessOf(
  deps: Dependencies,
  catalogue: readonly ParsedCatalogueBuild[],
  settings: { readonly updates: AccountUpdates; readonly groups: readonly DeviceGroup[] },
  version: number,
  now: number,
): Readiness {
  return checkReadiness({ ...settings, catalogue, minimum: deps.minimum?.minimum ?? null, now, version })
}
