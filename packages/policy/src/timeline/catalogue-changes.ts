import type { Instant } from "@muster/core"
import { createReason, type Reason, type Source } from "../reasons/reason.js"
import { maxListed } from "../updates/blockers.js"
import type { BuildFacts } from "../updates/effective-setting.js"
import { accountIndex, type GroupTree, idAt } from "../updates/group-tree.js"
import { sourceOf } from "../updates/resolve-update-settings.js"
import { resolveUpdates, type UpdateSettings } from "../updates/update-resolution.js"
import {
  fallenBelow,
  type MovedSetting,
  newestDefaultReasons,
  newlyWithdrawn,
  viewCatalogue,
  type WithdrawnPin,
} from "./catalogue-view.js"
import { type FollowedSetting, findFollowedSettings, followersByOwner } from "./followed-settings.js"

/** What {@link catalogueChanges} needs. */
export interface CatalogueChangesInput extends UpdateSettings, Omit<BuildFacts, "now"> {
  /** The instant to compare the first with. */
  readonly from: Instant
  /** The later instants to look at, ascending. */
  readonly instants: readonly Instant[]
}

/** What the catalogue changes for an account at one instant. */
export interface CatalogueChange {
  readonly at: Instant
  /** Empty when the account does not notice. */
  readonly reasons: readonly Reason[]
}

/**
 * Compares what the settings come to at each instant with what they came to before. Each setting is worked
 * out once an instant, however many groups have or follow it: O(instants x (builds + settings) + groups).
 */
export function catalogueChanges(input: CatalogueChangesInput): readonly CatalogueChange[] {
  const { updates, catalogue, minimum, from, instants } = input
  if (instants.length === 0) return []
  const { tree } = resolveUpdates({ ...input, now: from })
  const settings = findFollowedSettings(updates, tree, catalogue)
  const listBelow = createBelowLister(tree, input)

  let before = viewCatalogue(settings, { catalogue, minimum, now: from })
  return instants.map((at) => {
    const after = viewCatalogue(settings, { catalogue, minimum, now: at })
    const reasons = [
      ...newestDefaultReasons(before, after),
      ...listWithdrawn(tree, newlyWithdrawn(before, after)),
      ...listBelow(fallenBelow(before, after)),
    ]
    before = after
    return { at, reasons }
  })
}

/** Names the places that are pinned to builds which were withdrawn; the first 100. */
function listWithdrawn({ groups }: GroupTree, pins: readonly WithdrawnPin[]): readonly Reason[] {
  const reasons: Reason[] = []
  for (const { setting, pinned, effective } of pins) {
    for (const owner of setting.owners.slice(0, maxListed - reasons.length)) {
      reasons.push(createReason("pin-withdrawn", { pinned, effective }, placeOf(groups, owner)))
    }
  }
  return reasons
}

function placeOf(groups: GroupTree["groups"], owner: number): Source {
  if (owner === accountIndex) return { kind: "account" }
  const groupId = idAt(groups, owner)
  return { kind: "group", groupId, path: [groupId] }
}

/** Prepares to name the groups that follow settings, and the machines in no group; the first 100. */
function createBelowLister(
  tree: GroupTree,
  { minimum, ungrouped = false }: CatalogueChangesInput,
): (fallen: readonly MovedSetting[]) => readonly Reason[] {
  if (minimum === null) return () => []
  const followers = followersByOwner(tree)
  // Naming a source walks a path, which may be as long as there are groups; the same ones fall again and again.
  const sources = new Map<number, Source>()

  return (fallen) => {
    const reasons: Reason[] = []
    for (const { setting, effective } of fallen) {
      for (const index of judgedBy(setting)) {
        if (reasons.length === maxListed) return reasons
        reasons.push(
          index === accountIndex
            ? createReason("account-below-minimum", { effective, minimum }, { kind: "account" })
            : createReason(
                "group-below-minimum",
                { groupId: idAt(tree.groups, index), effective, minimum },
                source(index),
              ),
        )
      }
    }
    return reasons
  }

  function* judgedBy({ owners }: FollowedSetting): Iterable<number> {
    for (const owner of owners) {
      if (owner === accountIndex && ungrouped) yield accountIndex
      yield* followers.get(owner) ?? []
    }
  }

  function source(index: number): Source {
    const known = sources.get(index) ?? sourceOf(tree, index)
    sources.set(index, known)
    return known
  }
}
