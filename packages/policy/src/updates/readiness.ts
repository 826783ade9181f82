import { maxListed } from "../reasons/listed-reasons.js"
import { createReason, type Reason, type Reasons } from "../reasons/reason.js"
import { blockersOf, judgedPositions } from "./blockers.js"
import type { EffectiveSetting } from "./effective-setting.js"
import { accountIndex } from "./group-tree.js"
import { planRemediation } from "./plan-remediation.js"
import type { Remediation } from "./remediation.js"
import {
  followersOf,
  type ResolveUpdateSettingsInput,
  resolveUpdates,
  type UpdateResolution,
} from "./update-resolution.js"

/** Every device group is set to the minimum build or later. */
export interface Ready {
  /** Discriminates {@link Readiness}. */
  readonly kind: "ready"
  /** What the admin should know: no device groups, pinned builds that were withdrawn; at most 100. */
  readonly warnings: readonly Reason[]
}

/** Some device groups are not set to the minimum build or later. */
export interface Blocked {
  /** Discriminates {@link Readiness}. */
  readonly kind: "blocked"
  /** What stands in the way; the first 100. */
  readonly blockers: Reasons
  /** How many blockers there are in all. */
  readonly total: number
  /**
   * What the admin should know beside them, as in {@link Ready.warnings}, and before all `build-to-be-withdrawn` when
   * the remediation pins a build that the vendor will withdraw, since none that stays will do.
   */
  readonly warnings: readonly Reason[]
  /**
   * The fewest changes that make the account ready; `null` when settings alone cannot, or one of them cannot be read.
   */
  readonly remediation: Remediation | null
}

/** Whether an account's device groups are ready for two-factor. */
export type Readiness = Ready | Blocked

/** What {@link checkReadiness} needs. */
export interface CheckReadinessInput extends ResolveUpdateSettingsInput {
  /** The version of the settings; the plan is made for it. */
  readonly version: number
}

/**
 * Checks that every device group of an account is set to the minimum build or later, and plans the fewest changes when
 * not.
 *
 * It judges settings, not what clients run. An account without device groups is ready, and so is any account when
 * there is no minimum. Machines that are in no group are judged by the account's setting where `ungrouped` says that
 * there may be some. It saves nothing: {@link applyRemediation} makes the changes of the plan.
 *
 * @returns `ready`, or `blocked` with what stands in the way and what to do about it
 *
 * @example
 * ```ts
 * const readiness = checkReadiness({ updates, groups, catalogue, minimum, now, version })
 * if (readiness.kind === "blocked") {
 *   for (const blocker of readiness.blockers) showMessage(explainReason(blocker))
 *   if (readiness.remediation !== null) offer(readiness.remediation)
 * }
 * ```
 */
export function checkReadiness({ version, ...settings }: CheckReadinessInput): Readiness {
  const { minimum } = settings
  if (minimum === null) return { kind: "ready", warnings: [] }
  const resolution = resolveUpdates(settings)
  const { listed, total } = blockersOf(resolution, minimum, judgedPositions(resolution.tree, settings))
  const warnings = warningsAbout(resolution)
  const [first, ...others] = listed
  if (first === undefined) return { kind: "ready", warnings }
  const plan = planRemediation(resolution, { ...settings, minimum, version })
  return {
    kind: "blocked",
    blockers: [first, ...others],
    total,
    warnings: [...(plan?.warnings ?? []), ...warnings].slice(0, maxListed),
    remediation: plan?.remediation ?? null,
  }
}

/** A setting that leads below the minimum is told among the blockers; one that nobody follows is not told at all. */
function warningsAbout(resolution: UpdateResolution): readonly Reason[] {
  const { tree, account, own } = resolution
  const warnings: Reason[] = tree.groups.length === 0 ? [createReason("no-device-groups", {}, { kind: "account" })] : []
  const tell = (setting: EffectiveSetting | undefined, index: number) => {
    if (setting?.standing === "meets" && followersOf(resolution, index) > 0) warnings.push(...setting.reasons)
  }
  tell(account, accountIndex)
  own.forEach(tell)
  return warnings.slice(0, maxListed)
}
