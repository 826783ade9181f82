import { type Build, buildOf, compareBuilds } from "./build.js"
import type { Platform } from "./client.js"

/** How a build stands against a minimum; `unknown` when there is no build to judge. */
export type Standing = "meets" | "below" | "unknown"

/** The build to have, or a later one. Any {@link Build} is one. */
export interface Minimum extends Build {
  /** The feature that asks for it, in words for people, such as "9-digit codes"; absent: two-factor itself. */
  readonly neededFor?: string | undefined
  /** Whether a pre-release will do as well. Absent: no. */
  readonly allowPreRelease?: boolean | undefined
}

/** A feature in use that needs a later build than two-factor itself. */
export interface FeatureMinimum {
  /** In words for people, such as "9-digit codes". */
  readonly feature: string
  /** The first build that has it. */
  readonly minimum: Build
  /** The platforms it is for; absent: device groups, and windows, mac and linux. */
  readonly platforms?: readonly Platform[] | undefined
}

/** The vendor's facts about the builds that can ask for a second factor; no admin can change them. */
export interface MinimumRules {
  /** Judges device groups and clients on windows, mac and linux. */
  readonly minimum: Build
  /**
   * Judges clients on the platforms listed here instead; `null`: every build of that platform will do, unless a feature
   * names the platform.
   */
  readonly byPlatform: Partial<Readonly<Record<Platform, Build | null>>>
  /** Features in use that need a later build; the latest that applies counts. Absent: none. */
  readonly features?: readonly FeatureMinimum[] | undefined
  /** Whether pre-releases may sign in where a minimum applies. Absent: no. */
  readonly allowPreRelease?: boolean | undefined
}

const desktops: readonly string[] = ["windows", "mac", "linux"] satisfies readonly Platform[]

/**
 * Judges a build against the minimum. What is not known is never taken for good, and without `allowPreRelease` a
 * pre-release never meets a minimum: neither a later one, nor the very pre-release that the minimum names.
 *
 * @returns `meets`: the minimum or later; `below`: earlier, or a pre-release that is not allowed; `unknown`: no build
 * @example
 * ```ts
 * const parsed = parseBuild(client.build)
 * const standing = meetsMinimum(parsed.kind === "parsed" ? parsed.build : null, minimum)
 * if (standing !== "meets") askForUpdate()
 * ```
 */
export function meetsMinimum(build: Build | null, minimum: Minimum): Standing {
  if (build === null) return "unknown"
  if (build.preRelease !== undefined && minimum.allowPreRelease !== true) return "below"
  // Asked this way round, a version of NaN, which compares with nothing, is below.
  return compareBuilds(build, minimum) >= 0 ? "meets" : "below"
}

/**
 * Finds the minimum for clients of a platform: what is listed for it, else the general minimum on windows, mac and
 * linux; or that of a feature which applies to the platform and needs a later build. A feature that names no platforms
 * does not apply where `null` is listed.
 *
 * @returns the minimum, with `neededFor` when only a feature asks for it; `null` when the platform is not judged by
 * build
 * @example
 * ```ts
 * const rules = { minimum: { version: [4, 3], number: 1575 }, byPlatform: { ios: { version: [4, 4], number: 12 } } }
 * minimumFor("windows", rules) // { version: [4, 3], number: 1575 }
 * minimumFor("ios", rules) // { version: [4, 4], number: 12 }
 * minimumFor("web", rules) // null
 * ```
 */
export function minimumFor(platform: Platform, rules: MinimumRules | null): Minimum | null {
  if (rules === null) return null
  const isDesktop = desktops.includes(platform)
  // An own property only: the platform's name comes from the client.
  const listed = Object.hasOwn(rules.byPlatform, platform) ? rules.byPlatform[platform] : undefined
  const general = listed === undefined && isDesktop ? rules.minimum : (listed ?? null)
  return latestOf(general, rules, ({ platforms }) =>
    platforms === undefined ? isDesktop && general !== null : platforms.includes(platform),
  )
}

/**
 * Finds the minimum for device groups: the general one, or that of a feature which names no platforms and needs a later
 * build. What is listed for a platform, and features of certain platforms, do not judge groups.
 *
 * @returns the minimum, with `neededFor` when only a feature asks for it; `null` without rules
 * @example
 * ```ts
 * const readiness = checkReadiness({ ...settings, minimum: groupMinimum(rules) })
 * ```
 */
export function groupMinimum(rules: MinimumRules | null): Minimum | null {
  return rules === null ? null : latestOf(rules.minimum, rules, ({ platforms }) => platforms === undefined)
}

/** Of equal minimums the general one counts, then the first feature: a feature is named only if it asks for more. */
function latestOf(
  general: Build | null,
  rules: MinimumRules,
  applies: (feature: FeatureMinimum) => boolean,
): Minimum | null {
  const allowed = rules.allowPreRelease === true ? { allowPreRelease: true } : {}
  let latest: Minimum | null = general === null ? null : { ...buildOf(general), ...allowed }
  for (const candidate of rules.features ?? []) {
    if (!applies(candidate)) continue
    const { feature, minimum } = candidate
    if (latest !== null && compareBuilds(minimum, latest) <= 0) continue
    latest = { ...buildOf(minimum), neededFor: feature, ...allowed }
  }
  return latest
}
