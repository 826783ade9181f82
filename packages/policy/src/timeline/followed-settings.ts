import { type Build, parseBuild } from "../builds/build.js"
import { buildKey, type Catalogue, type ParsedCatalogueBuild } from "../builds/catalogue.js"
import { accountIndex, type GroupTree } from "../updates/group-tree.js"
import type { AccountUpdates } from "../updates/update-settings.js"

/** A setting that somebody follows and that time can change; made in several places, it is one. */
export interface FollowedSetting {
  /** The setting as it is written in one of its places. */
  readonly updates: AccountUpdates
  /** The build that it is pinned to, with its entry in the catalogue; `null`: frequent updates. */
  readonly pin: { readonly build: Build; readonly entry: ParsedCatalogueBuild } | null
  /** Where it is made: positions of groups, or of the account. */
  readonly owners: readonly number[]
}

/**
 * Finds the settings that the catalogue can change by time alone: the account's own, and those of groups that some group
 * follows. A pin to a build that the catalogue does not name is not among them: it stays what it is.
 */
export function findFollowedSettings(
  account: AccountUpdates,
  tree: GroupTree,
  catalogue: Catalogue,
): readonly FollowedSetting[] {
  const entries = new Map(catalogue.map((entry) => [buildKey(entry.build), entry]))
  const found = new Map<string, FollowedSetting & { readonly owners: number[] }>()
  for (const owner of ownersIn(tree)) {
    const updates = owner === accountIndex ? account : (tree.groups[owner]?.updates as AccountUpdates)
    const pin = pinOf(updates, entries)
    if (pin === undefined) continue
    const key = pin === null ? "" : buildKey(pin.build)
    const known = found.get(key)
    if (known === undefined) found.set(key, { updates, pin, owners: [owner] })
    else known.owners.push(owner)
  }
  return [...found.values()]
}

/** Lists, for each place that has a setting, the groups that follow it, by position. Groups with a broken path follow none. */
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

/** `undefined`: a pin that time does not change. */
function pinOf(
  updates: AccountUpdates,
  entries: ReadonlyMap<string, ParsedCatalogueBuild>,
): FollowedSetting["pin"] | undefined {
  if (updates.mode === "frequent") return null
  const parsed = parseBuild(updates.build)
  if (parsed.kind === "rejected") return undefined
  const entry = entries.get(buildKey(parsed.build))
  return entry === undefined ? undefined : { build: parsed.build, entry }
}
