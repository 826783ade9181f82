import { type AccountRules, checkUpdateChange, type ParsedCatalogueBuild, type Refused } from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import type { UpdateSettings } from "./readiness.js"

/**
 * Asks whether a change of update settings may be saved, whichever call it comes by; `null` when it may. While two-factor is
 * on, no group may come under the minimum by it unless an admin insists.
 */
export function updateChangeRefused(
  deps: Dependencies,
  catalogue: readonly ParsedCatalogueBuild[],
  change: {
    readonly account: AccountRules
    readonly before: UpdateSettings
    readonly after: UpdateSettings
    readonly override: boolean
    readonly now: number
  },
): Refused | null {
  const answer = checkUpdateChange({ ...change, catalogue, minimum: deps.minimum?.minimum ?? null })
  return answer.kind === "refused" ? answer : null
}
