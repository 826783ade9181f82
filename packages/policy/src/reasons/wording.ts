import { formatBuild, parseBuild } from "../builds/build.js"
import type { Source } from "./reason.js"

// Reasons travel through JSON, and ids come from customers: the types say what a value should be, and nothing here
// trusts them.

const longest = 40

/**
 * Cleans what goes into a sentence: on one line, without characters that show nothing or turn the direction of the
 * text, without the double quotes that the sentence puts around it, and cut to 40 characters, which are counted as
 * `length` counts them. Not escaped for HTML.
 *
 * @returns the empty string for what is no text
 */
export function printable(value: unknown): string {
  if (typeof value !== "string") return ""
  // Cut before any expression sees it: a hostile id is as long as an attacker likes.
  const readable = 10 * longest
  const plain = value
    .slice(0, readable)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll('"', "'")
    .trim()
  if (plain.length <= longest && value.length <= readable) return plain
  // A cut leaves no half of a character of two code units.
  return `${plain
    .slice(0, longest - 1)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}…`
}

/** Names something by its id, in quotes. */
export function named(id: unknown): string {
  const name = printable(id)
  return name === "" ? "(unknown)" : `"${name}"`
}

/** Reads a list; none for what is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Lists the beginning of a path. */
export function namedPath(path: unknown): string {
  const ids = listOf(path)
  const shown = ids.length <= 10 ? ids : ids.slice(0, 9)
  const names = shown.map((id) => printable(id) || "(unknown)")
  return shown.length === ids.length ? names.join(", ") || "(unknown)" : `${names.join(", ")}, …`
}

/** Writes a build, "v4.3 b1575". */
export function namedBuild(build: unknown): string {
  const parsed = parseBuild(build)
  return parsed.kind === "parsed" ? formatBuild(parsed.build) : "an unknown build"
}

/** Says what a minimum asks for, and which feature asks for it: "v4.4 b1600 or later is needed for 9-digit codes". */
export function needed(minimum: unknown): string {
  const feature = printable(fieldOf(minimum, "neededFor"))
  return `${namedBuild(minimum)} or later is needed${feature === "" ? "" : ` for ${feature}`}`
}

/**
 * A sentence to append where a build falls short because it is a pre-release: its version alone may look late enough.
 */
export function preReleaseNote(build: unknown, minimum: unknown): string {
  const counts = fieldOf(minimum, "allowPreRelease") === true
  return counts || fieldOf(build, "preRelease") === undefined ? "" : " Pre-releases do not count."
}

/** Writes an instant in UTC, to the minute: "2026-11-24 12:00 UTC". */
export function utc(at: unknown): string {
  const date = new Date(typeof at === "number" ? at : Number.NaN)
  // Beyond the year 9999 the form is another, and the value is nobody's date.
  const iso = Number.isNaN(date.valueOf()) ? "" : date.toISOString()
  return iso.length === 24 ? `${iso.slice(0, 16).replace("T", " ")} UTC` : "an unknown time"
}

/** Writes a date of the calendar. */
export function localDay(date: unknown): string {
  return typeof date === "string" && /^\d{4}-\d\d-\d\d$/.test(date) ? date : "an unknown date"
}

/** Counts things that have a plain plural: "1 user", "3 users". */
export function counted(count: unknown, thing: string): string {
  if (!isCount(count)) return `some ${thing}s`
  return `${count} ${thing}${count === 1 ? "" : "s"}`
}

/** Begins a sentence. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Reads a member of something that may be no object. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

/** Counts a position in a list from one; `undefined` for what is no position. */
export function numberAt(position: unknown): number | undefined {
  return isCount(position) ? position + 1 : undefined
}

/** Says in a sentence of its own how many more there are, if any. */
export function andMore(left: number): string {
  return left > 0 ? ` And ${left} more.` : ""
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Where a sentence is about a stage, its beginning; admins count stages from one. */
export function inStage(source: Source): string {
  const number = source.kind === "stage" ? numberAt(source.index) : undefined
  return number === undefined ? "" : `for stage ${number}, `
}
