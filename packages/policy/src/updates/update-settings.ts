import { type BuildInput, compareBuilds, parseBuild } from "../builds/build.js"

/** A lock on a setting: the settings of all groups below are kept, but have no effect. Absent: no lock. */
export interface Lockable {
  /** Whether the setting holds for everything below it. */
  readonly lock?: boolean | undefined
}

/** The account's build version updates: always the newest default build, or one chosen build until it is withdrawn. */
export type AccountUpdates = Lockable &
  ({ readonly mode: "frequent" } | { readonly mode: "infrequent"; readonly build: BuildInput })

/** A device group's build version updates: its own, or what its parent (in the end the account) has. */
export type GroupUpdates = AccountUpdates | { readonly mode: "inherit" }

/** Says whether two settings mean the same: 4.3 and 4.3.0 are one build. Both may come out of forms and JSON. */
export function sameUpdates(a: GroupUpdates, b: GroupUpdates): boolean {
  if (a.mode !== b.mode || isLocked(a) !== isLocked(b)) return false
  if (a.mode !== "infrequent" || b.mode !== "infrequent") return true
  const [first, second] = [parseBuild(a.build), parseBuild(b.build)]
  return first.kind === "parsed" && second.kind === "parsed"
    ? compareBuilds(first.build, second.build) === 0
    : a.build === b.build
}

/** Says whether a setting holds for everything below it. */
export function isLocked(updates: GroupUpdates): boolean {
  return updates.mode !== "inherit" && updates.lock === true
}
