import { type BuildInput, compareBuilds, parseBuild } from "../builds/build.js"
import { sameJson } from "./same-json.js"

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

/** Says whether what stands where a setting should be is one; its build is not looked at. A store may hold anything. */
export function isReadableSetting(updates: unknown): updates is GroupUpdates {
  const mode = modeOf(updates)
  return mode === "inherit" || mode === "infrequent" || mode === "frequent"
}

/** Says whether a group leaves the choice to what lies above it. */
export function inherits(updates: GroupUpdates): updates is Extract<GroupUpdates, { mode: "inherit" }> {
  return modeOf(updates) === "inherit"
}

function modeOf(updates: unknown): unknown {
  return typeof updates === "object" && updates !== null ? (updates as { readonly mode?: unknown }).mode : undefined
}

/**
 * Says whether two settings mean the same: 4.3 and 4.3.0 are one build. Both may come out of forms and JSON, so what
 * cannot be read is compared by what it holds; see {@link sameJson}.
 */
export function sameUpdates(a: GroupUpdates, b: GroupUpdates): boolean {
  if (!isReadableSetting(a) || !isReadableSetting(b)) return sameJson(a, b)
  if (a.mode !== b.mode || isLocked(a) !== isLocked(b)) return false
  if (a.mode !== "infrequent" || b.mode !== "infrequent") return true
  const [first, second] = [parseBuild(a.build), parseBuild(b.build)]
  return first.kind === "parsed" && second.kind === "parsed"
    ? compareBuilds(first.build, second.build) === 0
    : sameJson(a.build, b.build)
}

/**
 * Says whether a setting holds for everything below it. What cannot be read may have been a lock, and is taken for
 * one.
 */
export function isLocked(updates: GroupUpdates): boolean {
  return !isReadableSetting(updates) || (updates.mode !== "inherit" && updates.lock === true)
}
