import { type Build, compareBuilds } from "./build.js"
import type { Platform } from "./client.js"

/** How a build stands against a minimum; `unknown` when there is no build to judge. */
export type Standing = "meets" | "below" | "unknown"

/** The vendor's facts about the builds that can ask for a second factor. */
export interface MinimumRules {
  /** Judges device groups and clients on windows, mac and linux. */
  readonly minimum: Build
  /** Judges clients on the platforms listed here instead; `null`: every build of that platform will do. */
  readonly byPlatform: Partial<Readonly<Record<Platform, Build | null>>>
}

const desktops: readonly string[] = ["windows", "mac", "linux"] satisfies readonly Platform[]

/** Judges a build against the minimum. What is not known is never taken for good. */
export function meetsMinimum(build: Build | null, minimum: Build): Standing {
  if (build === null) return "unknown"
  return compareBuilds(build, minimum) < 0 ? "below" : "meets"
}

/**
 * Finds the minimum for clients of a platform: what is listed for it, else the general minimum on windows, mac and linux.
 *
 * @returns `null` when clients of that platform are not judged by build
 */
export function minimumFor(platform: Platform, rules: MinimumRules | null): Build | null {
  if (rules === null) return null
  // An own property only: the platform's name comes from the client.
  const listed = Object.hasOwn(rules.byPlatform, platform) ? rules.byPlatform[platform] : undefined
  if (listed !== undefined) return listed
  return desktops.includes(platform) ? rules.minimum : null
}
