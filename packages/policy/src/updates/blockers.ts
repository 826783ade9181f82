import type { Minimum } from "../builds/minimum.js"
import { maxListed } from "../reasons/listed-reasons.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { accountIndex, type GroupTree, idAt } from "./group-tree.js"
import { sourceOf } from "./resolve-update-settings.js"
import { settingOf, type UpdateResolution, type UpdateSettings } from "./update-resolution.js"

/** What keeps groups from the minimum. */
export interface Blockers {
  /** The first 100. */
  readonly listed: readonly Reason[]
  /** How many there are in all. */
  readonly total: number
}

/**
 * Finds what keeps groups from the minimum: what is wrong with their paths and settings, each once, then every group
 * that is set to a build below it. The position of the account stands for the machines that are in no group.
 */
export function blockersOf(resolution: UpdateResolution, minimum: Minimum, positions: Iterable<number>): Blockers {
  const causes = new Set<Reason>()
  const below: Reason[] = []
  let totalBelow = 0
  for (const index of positions) {
    const { effective, standing, reasons } = settingOf(resolution, index)
    if (standing === "meets") continue
    for (const reason of reasons) causes.add(reason)
    if (effective === null) continue
    totalBelow += 1
    // Only what is listed is named: a reason for each of a million groups would cost more than finding them.
    if (below.length === maxListed) continue
    if (index === accountIndex) {
      below.push(createReason("account-below-minimum", { effective, minimum }, { kind: "account" }))
      continue
    }
    const groupId = idAt(resolution.tree.groups, index)
    below.push(createReason("group-below-minimum", { groupId, effective, minimum }, sourceOf(resolution.tree, index)))
  }
  return { listed: [...causes, ...below].slice(0, maxListed), total: causes.size + totalBelow }
}

/** The positions that the minimum judges: the machines in no group, where there may be some, and each group. */
export function* judgedPositions(
  { groups }: GroupTree,
  { ungrouped = false }: Pick<UpdateSettings, "ungrouped">,
): Iterable<number> {
  for (let index = ungrouped ? accountIndex : 0; index < groups.length; index++) yield index
}
