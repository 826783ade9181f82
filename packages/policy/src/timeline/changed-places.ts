import type { Build } from "../builds/build.js"
import type { Minimum } from "../builds/minimum.js"
import { maxListed } from "../reasons/listed-reasons.js"
import { createReason, type Reason, type Source } from "../reasons/reason.js"
import { ownSource } from "../updates/group-places.js"
import { accountIndex, type GroupTree, idAt } from "../updates/group-tree.js"
import { sourceOf } from "../updates/resolve-update-settings.js"
import { type FollowedSetting, followersByOwner } from "./followed-settings.js"
import type { PinnedSetting } from "./pin-moves.js"

/** Tells of a pin at each place where it is made; the first 100. */
export function listPins(
  { groups }: GroupTree,
  settings: readonly PinnedSetting[],
  tell: (build: Build, place: Source) => Reason,
): readonly Reason[] {
  const reasons: Reason[] = []
  for (const { pin, owners } of settings) {
    for (const owner of owners) {
      if (reasons.length === maxListed) return reasons
      reasons.push(tell(pin.build, placeOf(groups, owner)))
    }
  }
  return reasons
}

function placeOf(groups: GroupTree["groups"], owner: number): Source {
  return owner === accountIndex ? { kind: "account" } : ownSource(idAt(groups, owner))
}

/** A setting and the build that it comes to. */
export interface MovedSetting {
  /** The setting. */
  readonly setting: FollowedSetting
  /** The build. */
  readonly effective: Build
}

/** What {@link createBelowLister} needs beside the groups. */
export interface BelowListerOptions {
  /** The build that device groups must be set to; `null`: any will do, and nothing is listed. */
  readonly minimum: Minimum | null
  /** Whether machines may be in no group. Absent: no. */
  readonly ungrouped?: boolean | undefined
}

/** Prepares to name the groups that follow settings, and the machines in no group; the first 100. */
export function createBelowLister(
  tree: GroupTree,
  { minimum, ungrouped = false }: BelowListerOptions,
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
