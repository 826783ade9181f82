import type { Reasons } from "../reasons/reason.js"
import { blockersOf } from "./blockers.js"
import { planRemediation } from "./plan-remediation.js"
import type { Remediation } from "./remediation.js"
import { type ResolveUpdateSettingsInput, resolveUpdates } from "./update-resolution.js"

/** Every device group is set to the minimum build or later. */
export interface Ready {
  /** Discriminates {@link Readiness}. */
  readonly kind: "ready"
}

/** Some device groups are not set to the minimum build or later. */
export interface Blocked {
  /** Discriminates {@link Readiness}. */
  readonly kind: "blocked"
  /** What stands in the way; the first 100. */
  readonly blockers: Reasons
  /** How many blockers there are in all. */
  readonly total: number
  /** The fewest changes that make the account ready; `null` when settings alone cannot. */
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
 * Checks that every device group of an account is set to the minimum build or later, and plans the fewest changes when not.
 *
 * It judges settings, not what clients run. An account without device groups is ready, and so is any account when there is no
 * minimum.
 *
 * @returns `ready`, or `blocked` with what stands in the way and what to do about it
 */
export function checkReadiness({ version, ...settings }: CheckReadinessInput): Readiness {
  const { minimum } = settings
  if (minimum === null) return { kind: "ready" }
  const resolution = resolveUpdates(settings)
  const { listed, total } = blockersOf(resolution, minimum, settings.groups.keys())
  const [first, ...others] = listed
  if (first === undefined) return { kind: "ready" }
  return {
    kind: "blocked",
    blockers: [first, ...others],
    total,
    remediation: planRemediation(resolution, { ...settings, minimum, version }),
  }
}
