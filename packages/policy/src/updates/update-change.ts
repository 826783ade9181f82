import type { AccountRules } from "../account/account-rules.js"
import { type Refused, refusalOf } from "../reasons/reason.js"
import { blockersOf, judgedPositions } from "./blockers.js"
import type { BuildFacts } from "./effective-setting.js"
import { accountIndex, type GroupTree, idAt } from "./group-tree.js"
import { resolveUpdates, settingOf, type UpdateSettings } from "./update-resolution.js"

/** What {@link checkUpdateChange} needs. */
export interface CheckUpdateChangeInput extends BuildFacts {
  /** The account's rules. */
  readonly account: AccountRules
  /** The settings and groups as they are. */
  readonly before: UpdateSettings
  /** The settings and groups as they would be. */
  readonly after: UpdateSettings
  /** Whether an admin insists, and has given a reason. */
  readonly override: boolean
}

/** The change may be made. */
export interface UpdateChangeAllowed {
  /** Discriminates the answer. */
  readonly kind: "allowed"
}

/**
 * Guards the groups of an account with two-factor on: a change that takes a group from the minimum is refused, because
 * its users could not sign in any more. That holds whatever the account's `readiness` is, which is about switching on
 * alone.
 *
 * Groups that did not meet the minimum before may change freely, so that a bad state can be left step by step, and so
 * that an account which was switched on first can set its groups after. Nothing is refused while two-factor is off, or
 * on override.
 *
 * @returns `allowed`, or `refused` with the causes and the groups that the change would take from the minimum; the
 * first 100
 */
export function checkUpdateChange(input: CheckUpdateChangeInput): UpdateChangeAllowed | Refused {
  const { account, before, after, minimum, override } = input
  if (account.twoFactor.kind !== "on" || override || minimum === null) return { kind: "allowed" }

  const facts = { catalogue: input.catalogue, minimum, now: input.now }
  const earlier = resolveUpdates({ ...before, ...facts })
  const alreadyAmiss = new Set<string | null>()
  for (const index of judgedPositions(earlier.tree, before)) {
    if (settingOf(earlier, index).standing !== "meets") alreadyAmiss.add(nameAt(earlier.tree, index))
  }
  const later = resolveUpdates({ ...after, ...facts })
  const judged = [...judgedPositions(later.tree, after)].filter((index) => !alreadyAmiss.has(nameAt(later.tree, index)))
  const { listed, total } = blockersOf(later, minimum, judged)
  return refusalOf(listed, total) ?? { kind: "allowed" }
}

function nameAt({ groups }: GroupTree, index: number): string | null {
  return index === accountIndex ? null : idAt(groups, index)
}
