import { isDeepStrictEqual } from "node:util"

/** What a JSON file can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** The names under which the rules know instants; every other number is a count. */
export const instantName = /(?:At|Until)$|^(?:now|at|since|until|availableFrom|defaultFrom|mustEndBy)$/

/** Writes a value of the rules as JSON, each instant as milliseconds and as text. */
export function toJson(value: unknown, name = ""): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Error(`${name}: ${value} is no whole number that every language has`)
    return instantName.test(name) ? { ms: value, iso: isoText(value) } : value
  }
  if (Array.isArray(value)) return value.map((item) => toJson(item, name))
  if (typeof value !== "object") throw new Error(`${name}: JSON has no ${typeof value}`)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member, key)]))
}

/** Reads what {@link toJson} wrote, as a host would: an instant is told by its two members. */
export function fromJson(json: Json): unknown {
  if (json === null || typeof json !== "object") return json
  if (isList(json)) return json.map(fromJson)
  if (isDeepStrictEqual(Object.keys(json), ["ms", "iso"])) {
    if (Date.parse(json.iso as string) !== json.ms) throw new Error(`${json.iso} is not ${json.ms}`)
    return json.ms
  }
  return Object.fromEntries(Object.entries(json).map(([key, member]) => [key, fromJson(member)]))
}

/** Writes an instant in UTC, "2026-12-03T23:00:00Z"; milliseconds only where there are some. */
export function isoText(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z")
}

const width = 120

/** Prints JSON as the repository formats it: on one line where it fits, else one member a line. */
export function printJson(json: Json, indent = "", taken = indent.length + 1): string {
  const flat = printFlat(json)
  if (json === null || typeof json !== "object" || taken + flat.length <= width) return flat
  const inner = `${indent}  `
  // A member is followed by a comma, or by nothing where it is the last; the room is kept in either case.
  const lines = isList(json)
    ? json.map((item) => inner + printJson(item, inner))
    : Object.entries(json).map(([key, member]) => {
        const label = `${JSON.stringify(key)}: `
        return inner + label + printJson(member, inner, inner.length + label.length + 1)
      })
  const [open, close] = isList(json) ? "[]" : "{}"
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`
}

function printFlat(json: Json): string {
  if (json === null || typeof json !== "object") return JSON.stringify(json)
  if (isList(json)) return `[${json.map(printFlat).join(", ")}]`
  const members = Object.entries(json).map(([key, member]) => `${JSON.stringify(key)}: ${printFlat(member)}`)
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json)
}
