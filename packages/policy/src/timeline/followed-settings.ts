import type { Instant } from "@muster/core"
import { type Build, type BuildInput, parseBuild } from "../builds/build.js"
import { buildKey, type Catalogue, isInstallable, type ParsedCatalogueBuild } from "../builds/catalogue.js"
import { accountIndex, type GroupTree } from "../updates/group-tree.js"
import { type AccountUpdates, isReadable } from "../updates/update-settings.js"

/** A setting that somebody follows and that time can change; made in several places, it is one. */
export interface FollowedSetting {
  /** Its place in the order of the settings. */
  readonly position: number
  /** The build that it is pinned to, with its entry in the catalogue; `null`: frequent updates. */
  readonly pin: Pin | null
  /** Where it is made: positions of groups, or of the account. */
  readonly owners: readonly number[]
}

/** What a setting is pinned to. */
export interface Pin {
  /** The build, as it is written in one of the places. */
  readonly build: Build
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
  const readPin = createPinReader(catalogue)
  const found = new Map<string, FollowedSetting & { readonly owners: number[] }>()
  for (const owner of ownersIn(tree)) {
    const pin = readPin(owner === accountIndex ? account : (tree.groups[owner]?.updates as AccountUpdates))
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

function ownersIn({ owners, faults }: GroupTree): ReadonlySet<number> {
  const found = new Set([accountIndex])
  for (const [index, owner] of owners.entries()) if (faults[index] === undefined) found.add(owner)
  return found
}

/** Reads what settings are pinned to, each build once. `undefined`: a pin that time does not change. */
function createPinReader(catalogue: Catalogue): (updates: AccountUpdates) => Pin | null | undefined {
  const entries = new Map(catalogue.map((entry) => [buildKey(entry.build), entry]))
  const known = new Map<BuildInput, Pin | undefined>()

  return (updates) => {
    // What cannot be read counts as no setting at all: time does not change it.
    if (!isReadable(updates)) return undefined
    if (updates.mode === "frequent") return null
    const { build: input } = updates
    if (!known.has(input)) known.set(input, readPin(input))
    return known.get(input)
  }

  function readPin(input: BuildInput): Pin | undefined {
    const parsed = parseBuild(input)
    if (parsed.kind === "rejected") return undefined
    const entry = entries.get(buildKey(parsed.build))
    return entry === undefined ? undefined : { build: parsed.build, entry }
  }
}
