import type { Instant } from "@muster/core"
import { type Build, type BuildInput, compareBuilds, parseBuild } from "./build.js"

/** A build that the vendor offers, or has offered. */
export interface CatalogueBuild {
  /** The build. */
  readonly build: BuildInput
  /** From when it can be installed. */
  readonly availableFrom: Instant
  /** From when it is a default build, one that frequent updates move to; absent: never. */
  readonly defaultFrom?: Instant | undefined
  /** From when it can no longer be installed; absent: not withdrawn. */
  readonly withdrawnAt?: Instant | undefined
}

/** A catalogue entry whose build and instants have been checked. */
export interface ParsedCatalogueBuild {
  /** The build. */
  readonly build: Build
  /** From when it can be installed. */
  readonly availableFrom: Instant
  /** From when it is a default build; `null`: never. */
  readonly defaultFrom: Instant | null
  /** From when it can no longer be installed; `null`: not withdrawn. */
  readonly withdrawnAt: Instant | null
}

/** The builds that the vendor offers or has offered, each once. Empty: the vendor gave no list, and every pin counts. */
export type Catalogue = readonly ParsedCatalogueBuild[]

/** The answer of {@link parseCatalogue}. */
export type ParseCatalogueResult = ParsedCatalogue | RejectedCatalogue

/** Every entry is sound. */
export interface ParsedCatalogue {
  /** Discriminates {@link ParseCatalogueResult}. */
  readonly kind: "parsed"
  /** The entries, in the order given. */
  readonly catalogue: Catalogue
}

/** An entry is not sound. */
export interface RejectedCatalogue {
  /** Discriminates {@link ParseCatalogueResult}. */
  readonly kind: "rejected"
  /** The position of the first such entry. */
  readonly index: number
  /** What is wrong with it. */
  readonly reason: "build-malformed" | "instant-malformed" | "build-duplicate"
}

/** Checks a catalogue as the vendor wrote it. @returns `parsed`, or `rejected` with the first faulty entry; never throws */
export function parseCatalogue(entries: readonly CatalogueBuild[]): ParseCatalogueResult {
  const catalogue: ParsedCatalogueBuild[] = []
  const seen = new Set<string>()
  for (const [index, { build: input, availableFrom, defaultFrom = null, withdrawnAt = null }] of entries.entries()) {
    const parsed = parseBuild(input)
    if (parsed.kind === "rejected") return { kind: "rejected", index, reason: "build-malformed" }
    const instants = [availableFrom, defaultFrom, withdrawnAt]
    if (!instants.every((instant) => instant === null || Number.isSafeInteger(instant))) {
      return { kind: "rejected", index, reason: "instant-malformed" }
    }
    const key = buildKey(parsed.build)
    if (seen.has(key)) return { kind: "rejected", index, reason: "build-duplicate" }
    seen.add(key)
    catalogue.push({ build: parsed.build, availableFrom, defaultFrom, withdrawnAt })
  }
  return { kind: "parsed", catalogue }
}

/** Finds the build that frequent updates lead to at `now`: the latest default build that can be installed; `null`: none. */
export function newestDefault(catalogue: Catalogue, now: Instant): Build | null {
  let newest: Build | null = null
  for (const entry of catalogue) {
    if (entry.defaultFrom === null || entry.defaultFrom > now || !isInstallable(entry, now)) continue
    if (newest === null || compareBuilds(entry.build, newest) > 0) newest = entry.build
  }
  return newest
}

/**
 * Finds the build to pin in order to meet the minimum: the minimum itself, or the earliest later one that can be installed.
 *
 * @returns `null` when no build of the catalogue will do
 */
export function requiredBuild(catalogue: Catalogue, minimum: Build, now: Instant): Build | null {
  if (catalogue.length === 0) return minimum
  let earliest: Build | null = null
  for (const entry of catalogue) {
    if (compareBuilds(entry.build, minimum) < 0 || !isInstallable(entry, now)) continue
    if (earliest === null || compareBuilds(entry.build, earliest) < 0) earliest = entry.build
  }
  return earliest
}

/** Says whether a build can be installed at `now`. */
export function isInstallable({ availableFrom, withdrawnAt }: ParsedCatalogueBuild, now: Instant): boolean {
  return availableFrom <= now && (withdrawnAt === null || now < withdrawnAt)
}

/** Names a build so that equal builds have equal names: 4.3 and 4.3.0 are one. */
export function buildKey({ version, number }: Build): string {
  const significant = version.findLastIndex((component) => component !== 0) + 1
  return `${version.slice(0, significant).join(".")} b${number}`
}
