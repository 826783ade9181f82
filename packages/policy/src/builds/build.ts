/** A version and build number of the product's client, such as v4.3 b1575. */
export interface Build {
  /** One to eight numeric components, most significant first; missing ones count as 0. */
  readonly version: readonly number[]
  /** The build number. It decides only between equal versions. */
  readonly number: number
}

/** A build, or one of its spellings (see {@link parseBuild}). */
export type BuildInput = Build | string

/** The answer of {@link parseBuild}. */
export type ParseBuildResult = ParsedBuild | RejectedBuild

/** The input names a build. */
export interface ParsedBuild {
  /** Discriminates {@link ParseBuildResult}. */
  readonly kind: "parsed"
  /** The build, with its version as long as it was written. */
  readonly build: Build
}

/** The input names no build. */
export interface RejectedBuild {
  /** Discriminates {@link ParseBuildResult}. */
  readonly kind: "rejected"
  /** `malformed`: none of the spellings; `out-of-range`: too long, or a number that is not a safe integer. */
  readonly reason: "malformed" | "out-of-range"
}

const maxLength = 64
const maxComponents = 8

const spellings: readonly RegExp[] = [
  /^v?(?<version>\d+(?:\.\d+)*),? b(?<number>\d+)$/i,
  /^v?(?<version>\d+(?:\.\d+)*), (?:v|build )(?<number>\d+)$/i,
  // The label in the original product's list of builds names the build number twice; both have to agree.
  /^(?<label>\d+) - (?<version>\d+(?:\.\d+)*), build (?<number>\d+)$/i,
]

/**
 * Reads a build from whatever a client, an admin or a catalogue gave.
 *
 * Spellings: `v4.3 b1575`, `v4.3, b1575`, `v4.3, v1575`, `4.3, Build 1575` and `1575 - 4.3, Build 1575`, the "v" optional
 * and in either case; also a {@link Build} object. Nothing else is guessed at: a version without a build number is rejected.
 *
 * @returns `parsed` with the build, or `rejected` with the reason; never throws
 * @example
 * ```ts
 * parseBuild("v4.3, b1575") // { kind: "parsed", build: { version: [4, 3], number: 1575 } }
 * ```
 */
export function parseBuild(input: unknown): ParseBuildResult {
  if (typeof input === "string") return parseSpelling(input)
  if (typeof input !== "object" || input === null) return rejected("malformed")
  const { version, number } = input as { readonly version?: unknown; readonly number?: unknown }
  return Array.isArray(version) ? checked(version, number) : rejected("malformed")
}

/** Writes a build in the short form, "v4.3 b1575"; {@link parseBuild} reads it back. */
export function formatBuild(build: Build): string {
  return `v${build.version.join(".")} b${build.number}`
}

/**
 * Orders builds by version, then by build number: v4.4 b12 is later than v4.3 b1575, and 4.3 equals 4.3.0.
 *
 * @returns below 0 when `a` is earlier, 0 when they are the same build, above 0 when `a` is later
 */
export function compareBuilds(a: Build, b: Build): number {
  const length = Math.max(a.version.length, b.version.length)
  for (let index = 0; index < length; index++) {
    const difference = (a.version[index] ?? 0) - (b.version[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.number - b.number
}

function parseSpelling(text: string): ParseBuildResult {
  // Before any expression sees it: what a client reports is as long as an attacker likes.
  if (text.length > maxLength) return rejected("out-of-range")
  for (const spelling of spellings) {
    const { label, version = "", number = "" } = spelling.exec(text)?.groups ?? {}
    if (version === "") continue
    if (label !== undefined && Number(label) !== Number(number)) return rejected("malformed")
    return checked(version.split(".").map(Number), Number(number))
  }
  return rejected("malformed")
}

function checked(version: readonly unknown[], number: unknown): ParseBuildResult {
  if (version.length === 0) return rejected("malformed")
  if (version.length > maxComponents) return rejected("out-of-range")
  const components: number[] = []
  for (const component of version) {
    if (!isCount(component)) return rejected("out-of-range")
    components.push(component)
  }
  return isCount(number)
    ? { kind: "parsed", build: { version: components, number } }
    : rejected(typeof number === "number" ? "out-of-range" : "malformed")
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function rejected(reason: RejectedBuild["reason"]): RejectedBuild {
  return { kind: "rejected", reason }
}
