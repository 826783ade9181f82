import type { Instant } from "@muster/core"
import { buildKey, type Catalogue, isInstallable, type ParsedCatalogueBuild } from "../builds/catalogue.js"
import { createPinReader, type PinnedBuild } from "../builds/pin-reader.js"
import { accountIndex, type GroupTree } from "../updates/group-tree.js"
import { type AccountUpdates, isReadableSetting } from "../updates/update-settings.js"

/** A setting that somebody follows and that time can change; made in several places, it is one. */
export interface FollowedSetting {
  /** Its place in the order of the settings. */
  readonly position: number
  /** The build that it is pinned to, with its entry in the catalogue; `null`: frequent updates. */
  readonly pin: Pin | null
  /** Where it is made: positions of groups, or of the account. */
  readonly owners: readonly number[]
}

/** What a setting is pinned to, as it is written in one of the places. */
export interface Pin extends PinnedBuild {
  /** The vendor's entry of it. */
  readonly entry: ParsedCatalogueBuild
}

/**
 * Finds the settings that the catalogue can change by time alone: the account's own, and those of groups that some
 * group follows. A pin to a build that the catalogue does not name is not among them: it stays what it is.
 */
export function findFollowedSettings(
  account: AccountUpdates,
  tree: GroupTree,
  catalogue: Catalogue,
): readonly FollowedSetting[] {
  const readPin = createPinReader(catalogue, (pinned) => (isListed(pinned) ? pinned : undefined))
  const found = new Map<string, FollowedSetting & { readonly owners: number[] }>()
  for (const owner of ownersIn(tree)) {
    const updates = owner === accountIndex ? account : (tree.groups[owner]?.updates as AccountUpdates)
    // What cannot be read counts as no setting at all: time does not change it.
    if (!isReadableSetting(updates)) continue
    const pin = updates.mode === "frequent" ? null : readPin(updates.build)
    if (pin === undefined) continue
    const key = pin === null ? "" : buildKey(pin.build)
    const known = found.get(key)
    if (known === undefined) found.set(key, { position: found.size, pin, owners: [owner] })
    else known.owners.push(owner)
  }
  return [...found.values()]
}

/** Says whether a setting leads to the newest default build: frequent updates, or a pin that was withdrawn. */
export function isLed({ pin }: FollowedSetting, now: Instant): boolean {
  return pin === null || (pin.entry.availableFrom <= now && !isInstallable(pin.entry, now))
}

/**
 * Lists, for each place that has a setting, the groups that follow it, by position. Groups with a broken path follow
 * none.
 */
export function followersByOwner({ owners, faults }: GroupTree): ReadonlyMap<number, readonly number[]> {
  const followers = new Map<number, number[]>()
  for (const [index, owner] of owners.entries()) {
    if (faults[index] !== undefined) continue
    const known = followers.get(owner)
    if (known === undefined) followers.set(owner, [index])
    else known.push(index)
  }
  return followers
}

function isListed(pinned: PinnedBuild | undefined): pinned is Pin {
  return pinned?.entry !== undefined
}

function ownersIn({ owners, faults }: GroupTree): ReadonlySet<number> {
  const found = new Set([accountIndex])
  for (const [index, owner] of owners.entries()) if (faults[index] === undefined) found.add(owner)
  return found
}
