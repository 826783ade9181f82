import { ownValue, readUntrusted } from "../own-value.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { type Build, compareBuilds, compareVersions, parseBuild } from "./build.js"
import { buildKey, type Catalogue, type CatalogueBuild, type ParsedCatalogueBuild } from "./catalogue.js"

/** The answer of {@link parseCatalogue}. */
export type ParseCatalogueResult = ParsedCatalogue | RejectedCatalogue

/** Every entry is sound. */
export interface ParsedCatalogue {
  /** Discriminates {@link ParseCatalogueResult}. */
  readonly kind: "parsed"
  /** The entries, in the order given. */
  readonly catalogue: Catalogue
  /**
   * `build-not-monotonic` for neighbouring versions of which the later has a lower build number; at most 100, by
   * version.
   */
  readonly warnings: readonly Reason[]
}

/** The list, or an entry, is not sound. */
export interface RejectedCatalogue {
  /** Discriminates {@link ParseCatalogueResult}. */
  readonly kind: "rejected"
  /** The position of the first such entry; the first one too many for `too-many`, 0 for `list-malformed`. */
  readonly index: number
  /**
   * `list-malformed`: not an array; `too-many`: more than 10,000 entries; `entry-malformed`: not an object;
   * `build-malformed`: see {@link parseBuild}; `instant-malformed`: not a safe integer; `instants-contradict`:
   * withdrawn before it is available; `build-duplicate`: an earlier entry has the same build.
   */
  readonly reason:
    | "list-malformed"
    | "too-many"
    | "entry-malformed"
    | "build-malformed"
    | "instant-malformed"
    | "instants-contradict"
    | "build-duplicate"
}

const maxEntries = 10_000
const maxWarnings = 100

/**
 * Checks a catalogue as the vendor wrote it. Only own members count. A build that is withdrawn the instant it is
 * available was never to be had, and one that becomes a default later than that was never one; both are sound.
 *
 * @returns `parsed`, or `rejected` with the first faulty entry; never throws
 * @example
 * ```ts
 * const answer = parseCatalogue([{ build: "v4.3 b1575", availableFrom: Date.parse("2026-11-24T00:00:00Z") }])
 * if (answer.kind === "rejected") throw new Error(`entry ${answer.index}: ${answer.reason}`)
 * ```
 */
export function parseCatalogue(entries: readonly CatalogueBuild[]): ParseCatalogueResult {
  const list = readUntrusted(() => listOf(entries), "list-malformed")
  if (list === "list-malformed") return rejected(0, list)
  if (list === "too-many") return rejected(maxEntries, list)
  const catalogue: ParsedCatalogueBuild[] = []
  const seen = new Set<string>()
  for (const [index, entry] of list.entries()) {
    const parsed = readUntrusted(() => parseEntry(entry), "entry-malformed")
    if (typeof parsed === "string") return rejected(index, parsed)
    const key = buildKey(parsed.build)
    if (seen.has(key)) return rejected(index, "build-duplicate")
    seen.add(key)
    catalogue.push(parsed)
  }
  return { kind: "parsed", catalogue, warnings: warningsAbout(catalogue) }
}

function listOf(entries: unknown): readonly unknown[] | "list-malformed" | "too-many" {
  if (!Array.isArray(entries)) return "list-malformed"
  const { length } = entries
  return length > maxEntries ? "too-many" : Array.from({ length }, (_, index) => ownValue(entries, index))
}

function parseEntry(entry: unknown): ParsedCatalogueBuild | RejectedCatalogue["reason"] {
  if (typeof entry !== "object" || entry === null) return "entry-malformed"
  const parsed = parseBuild(ownValue(entry, "build"))
  if (parsed.kind === "rejected") return "build-malformed"
  const availableFrom = ownValue(entry, "availableFrom")
  const defaultFrom = ownValue(entry, "defaultFrom") ?? null
  const withdrawnAt = ownValue(entry, "withdrawnAt") ?? null
  if (!isInstant(availableFrom) || !isInstantOrNull(defaultFrom) || !isInstantOrNull(withdrawnAt)) {
    return "instant-malformed"
  }
  if (withdrawnAt !== null && withdrawnAt < availableFrom) return "instants-contradict"
  return { build: parsed.build, availableFrom, defaultFrom, withdrawnAt }
}

function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isInstantOrNull(value: unknown): value is number | null {
  return value === null || isInstant(value)
}

function warningsAbout(catalogue: Catalogue): readonly Reason[] {
  const builds = catalogue.map(({ build }) => build).sort(compareNumbering)
  const warnings: Reason[] = []
  for (const [index, later] of builds.slice(1).entries()) {
    // Within a version the numbers ascend, so where they fall a later version begins.
    const earlier = builds[index] as Build
    if (later.number < earlier.number) {
      warnings.push(createReason("build-not-monotonic", { earlier, later }, { kind: "product" }))
    }
  }
  return warnings.slice(0, maxWarnings)
}

/** By version and number alone, so that the highest number of a version meets the lowest of the next. */
function compareNumbering(a: Build, b: Build): number {
  return compareVersions(a, b) || a.number - b.number || compareBuilds(a, b)
}

function rejected(index: number, reason: RejectedCatalogue["reason"]): RejectedCatalogue {
  return { kind: "rejected", index, reason }
}
