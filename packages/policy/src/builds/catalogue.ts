import type { Instant } from "@muster/core"
import { type Build, type BuildInput, buildOf, compareBuilds } from "./build.js"
import { type Minimum, meetsMinimum } from "./minimum.js"

/** A build that the vendor offers, or has offered. */
export interface CatalogueBuild {
  /** The build. */
  readonly build: BuildInput
  /** From when it can be installed. */
  readonly availableFrom: Instant
  /**
   * From when it is a default build, one that frequent updates move to, as long as it can be installed; absent: never.
   */
  readonly defaultFrom?: Instant | undefined
  /** From when it can no longer be installed, not before `availableFrom`; absent: not withdrawn. */
  readonly withdrawnAt?: Instant | undefined
}

/** A catalogue entry whose build and instants have been checked. */
export interface ParsedCatalogueBuild {
  /** The build. */
  readonly build: Build
  /** From when it can be installed. */
  readonly availableFrom: Instant
  /** From when it is a default build, as long as it can be installed; `null`: never. */
  readonly defaultFrom: Instant | null
  /** From when it can no longer be installed; `null`: not withdrawn. */
  readonly withdrawnAt: Instant | null
}

/**
 * The builds that the vendor offers or has offered, each once. Empty: the vendor gave no list, and every pin counts.
 */
export type Catalogue = readonly ParsedCatalogueBuild[]

/**
 * Finds the build that frequent updates lead to at `now`: the latest default build that can be installed. A pre-release
 * that the vendor made a default is one; whether it will do is for {@link meetsMinimum} to say.
 *
 * @returns `null` when no default build can be installed
 * @example
 * ```ts
 * const newest = newestDefault(catalogue, now)
 * console.log("Frequent updates lead to", newest === null ? "no build" : formatBuild(newest))
 * ```
 */
export function newestDefault(catalogue: Catalogue, now: Instant): Build | null {
  return pick(defaultsAt(catalogue, now), (build, best) => compareBuilds(build, best) > 0)
}

/**
 * Finds the earliest default build that can be installed at `now`: where a client that lags behind frequent updates may
 * still be.
 *
 * @returns `null` when no default build can be installed
 * @example
 * ```ts
 * const earliest = earliestDefault(catalogue, now)
 * if (meetsMinimum(earliest, minimum) !== "meets") console.log("Some clients may still have to update.")
 * ```
 */
export function earliestDefault(catalogue: Catalogue, now: Instant): Build | null {
  return pick(defaultsAt(catalogue, now), isEarlier)
}

/**
 * Finds the build to pin in order to meet the minimum: the minimum itself, or the earliest later one that can be
 * installed, of the builds given. A pre-release is named only where the minimum allows it and no release will do.
 *
 * @returns a build without the minimum's other members; `null` when no build of the catalogue will do
 */
export function requiredBuild(catalogue: Catalogue, minimum: Minimum, now: Instant): Build | null {
  const offered =
    catalogue.length === 0 ? [buildOf(minimum)] : catalogue.filter((entry) => isInstallable(entry, now)).map(buildIn)
  const good = offered.filter((build) => meetsMinimum(build, minimum) === "meets")
  const releases = good.filter(({ preRelease }) => preRelease === undefined)
  return pick(releases, isEarlier) ?? pick(good, isEarlier)
}

/**
 * Lists the instants at which something in the catalogue changes: a build becomes available, becomes a default, or is
 * withdrawn. What is written but changes nothing, such as a default after the withdrawal, is not listed.
 *
 * @returns ascending, each once
 * @example
 * ```ts
 * const next = catalogueInstants(catalogue).find((at) => at > now)
 * ```
 */
export function catalogueInstants(catalogue: Catalogue): readonly Instant[] {
  const instants = new Set<Instant>()
  for (const { availableFrom, defaultFrom, withdrawnAt } of catalogue) {
    const endsAt = Math.max(availableFrom, withdrawnAt ?? Number.POSITIVE_INFINITY)
    instants.add(availableFrom)
    if (defaultFrom !== null) instants.add(Math.min(Math.max(availableFrom, defaultFrom), endsAt))
    if (withdrawnAt !== null) instants.add(endsAt)
  }
  return [...instants].sort((a, b) => a - b)
}

/** Says whether a build can be installed at `now`: from `availableFrom` on, and no longer at `withdrawnAt`. */
export function isInstallable({ availableFrom, withdrawnAt }: ParsedCatalogueBuild, now: Instant): boolean {
  return availableFrom <= now && (withdrawnAt === null || now < withdrawnAt)
}

/**
 * Names a build so that exactly the builds which {@link compareBuilds} finds equal have equal names: 4.3 and 4.3.0 are
 * one.
 */
export function buildKey({ version, number, preRelease = "" }: Build): string {
  const significant = version.findLastIndex((component) => component !== 0) + 1
  return `${version.slice(0, significant).join(".")}-${preRelease} b${number}`
}

function defaultsAt(catalogue: Catalogue, now: Instant): readonly Build[] {
  return catalogue
    .filter((entry) => entry.defaultFrom !== null && entry.defaultFrom <= now && isInstallable(entry, now))
    .map(buildIn)
}

function buildIn({ build }: ParsedCatalogueBuild): Build {
  return build
}

function isEarlier(build: Build, best: Build): boolean {
  return compareBuilds(build, best) < 0
}

/** Of equal builds the first listed is kept. */
function pick(builds: readonly Build[], isBetter: (build: Build, best: Build) => boolean): Build | null {
  let best: Build | null = null
  for (const build of builds) if (best === null || isBetter(build, best)) best = build
  return best
}
