import { ownValue, readUntrusted } from "../own-value.js"

/** A version and build number of the product's client, such as v4.3 b1575. */
export interface Build {
  /** One to eight numeric components, most significant first; missing ones count as 0. */
  readonly version: readonly number[]
  /** The build number, 0 or more. It decides only between equal versions. */
  readonly number: number
  /** The label of a pre-release, such as "beta.2": 1 to 32 lower-case letters, digits and dots. Absent: a release. */
  readonly preRelease?: string | undefined
}

/** A build, or one of its spellings (see {@link parseBuild}). */
export type BuildInput = Build | string

/** The answer of {@link parseBuild}. */
export type ParseBuildResult = ParsedBuild | RejectedBuild

/** The input names a build. */
export interface ParsedBuild {
  /** Discriminates {@link ParseBuildResult}. */
  readonly kind: "parsed"
  /** The build, with its version as long as it was written. A release has no member `preRelease`. */
  readonly build: Build
}

/** The input names no build. */
export interface RejectedBuild {
  /** Discriminates {@link ParseBuildResult}. */
  readonly kind: "rejected"
  /**
   * `malformed`: none of the spellings, or not an object of the form; `out-of-range`: longer than 64 characters (as
   * given, or in the short form), more than eight components, a label longer than 32, or a number that is not a safe
   * integer.
   */
  readonly reason: "malformed" | "out-of-range"
}

const maxLength = 64
const maxComponents = 8
const maxLabelLength = 32

const label = /[a-z\d]+(?:\.[a-z\d]+)*/.source
const name = String.raw`(?<version>\d+(?:\.\d+)*)(?:-(?<preRelease>${label}))?`
// Each character can be matched in one way only, so no input makes them slow.
const spellings: readonly RegExp[] = [
  new RegExp(String.raw`^v?${name},? b(?<number>\d+)$`, "i"),
  new RegExp(String.raw`^v?${name}, (?:v|build )(?<number>\d+)$`, "i"),
  // The original product's list of builds names the build number twice; both have to agree.
  new RegExp(String.raw`^(?<listed>\d+) - ${name}, build (?<number>\d+)$`, "i"),
]
const labelAlone = new RegExp(`^${label}$`, "i")

/** What the expressions name; the number is `listed` as well in the spelling that has it twice. */
interface SpellingParts {
  readonly version: string
  readonly preRelease: string | undefined
  readonly number: string
  readonly listed?: string
}

/**
 * Reads a build from whatever a client, an admin or a catalogue gave.
 *
 * Spellings: `v4.3 b1575`, `v4.3, b1575`, `v4.3, v1575`, `4.3, Build 1575` and `1575 - 4.3, Build 1575`, the "v"
 * optional and all of it in either case; a pre-release carries its label after the version, as in `v4.3-beta b1570`.
 * Also a {@link Build} object, of which only own members count. Leading zeros are dropped and labels put in lower case.
 * Nothing else is guessed at: a version without a build number is rejected, and so are spaces and line ends around it.
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
  return readUntrusted(() => parseObject(input), rejected("malformed"))
}

/** Writes a build in the short form, "v4.3 b1575" or "v4.3-beta b1570"; {@link parseBuild} reads it back. */
export function formatBuild({ version, number, preRelease }: Build): string {
  return `v${version.join(".")}${preRelease === undefined ? "" : `-${preRelease}`} b${number}`
}

/**
 * Orders builds by version, then a pre-release before the release whatever their build numbers, then by build number:
 * v4.4 b12 is later than v4.3 b1575, v4.3 b1575 later than v4.3-beta b1580, and 4.3 equals 4.3.0. Pre-releases of the
 * same version and build number are ordered by the code points of their labels, so that the order is total.
 *
 * Never semver, which ignores whatever follows the version when it orders: 4.3.0+900 would be as good as 4.3.0+1575.
 *
 * @returns below 0 when `a` is earlier, 0 when they are the same build, above 0 when `a` is later
 * @example
 * ```ts
 * const newestFirst = [...builds].sort((a, b) => compareBuilds(b, a))
 * ```
 */
export function compareBuilds(a: Build, b: Build): number {
  const byVersion = compareVersions(a, b)
  if (byVersion !== 0) return byVersion
  const byRelease = Number(a.preRelease === undefined) - Number(b.preRelease === undefined)
  if (byRelease !== 0) return byRelease
  const byNumber = a.number - b.number
  return byNumber !== 0 ? byNumber : compareLabels(a.preRelease ?? "", b.preRelease ?? "")
}

/** Orders builds by version alone. @returns as {@link compareBuilds} */
export function compareVersions(a: Build, b: Build): number {
  const length = Math.max(a.version.length, b.version.length)
  for (let index = 0; index !== length; index++) {
    const difference = (a.version[index] ?? 0) - (b.version[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Makes a build of its parts, without a member for a label that there is not. */
export function buildOf({ version, number, preRelease }: Build): Build {
  return preRelease === undefined ? { version, number } : { version, number, preRelease }
}

function compareLabels(a: string, b: string): number {
  if (a < b) return -1
  return a > b ? 1 : 0
}

function parseSpelling(text: string): ParseBuildResult {
  // Before any expression sees it: what a client reports is as long as an attacker likes.
  if (text.length > maxLength) return rejected("out-of-range")
  for (const spelling of spellings) {
    const found = spelling.exec(text)?.groups as SpellingParts | undefined
    if (found === undefined) continue
    const { listed, version, preRelease, number } = found
    if (listed !== undefined && Number(listed) !== Number(number)) return rejected("malformed")
    return checked(version.split(".").map(Number), Number(number), preRelease)
  }
  return rejected("malformed")
}

function parseObject(input: object): ParseBuildResult {
  const version = ownValue(input, "version")
  if (!Array.isArray(version)) return rejected("malformed")
  const { length } = version
  if (length > maxComponents) return rejected("out-of-range")
  const components: unknown[] = []
  for (let index = 0; index < length; index++) components.push(ownValue(version, index))
  return checked(components, ownValue(input, "number"), ownValue(input, "preRelease"))
}

function checked(version: readonly unknown[], number: unknown, preRelease: unknown): ParseBuildResult {
  if (version.length === 0) return rejected("malformed")
  if (version.length > maxComponents || !version.every(isCount)) return rejected("out-of-range")
  if (!isCount(number)) return rejected(typeof number === "number" ? "out-of-range" : "malformed")
  if (preRelease !== undefined) {
    if (typeof preRelease !== "string") return rejected("malformed")
    if (preRelease.length > maxLabelLength) return rejected("out-of-range")
    if (!labelAlone.test(preRelease)) return rejected("malformed")
  }
  // Adding 0 turns -0, which JSON can carry, into the 0 that it is written as.
  const components = version.map((component) => component + 0)
  const build = buildOf({ version: components, number: number + 0, preRelease: preRelease?.toLowerCase() })
  // What is written is read back, so what is too long to be read is no build. Three numbers of 16 digits are not.
  const isShort = version.length < 3 && preRelease === undefined
  return !isShort && formatBuild(build).length > maxLength ? rejected("out-of-range") : { kind: "parsed", build }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function rejected(reason: RejectedBuild["reason"]): RejectedBuild {
  return { kind: "rejected", reason }
}
