import { type Build, formatBuild, type Reason } from "../../src/index.js"
import { instantName, isoText } from "./json-form.js"

/** An instant that cases are written with. */
export function at(iso: string): number {
  const instant = Date.parse(iso)
  if (Number.isNaN(instant)) throw new Error(`${iso} is no instant`)
  return instant
}

/** An instant in short: "2026-12-03T23:00Z". */
export function briefInstant(instant: number | null): string {
  return instant === null ? "none" : isoText(instant).replace(/:00Z$/, "Z")
}

/** A build in short. */
export function briefBuild(build: Build | null): string {
  return build === null ? "none" : formatBuild(build)
}

/** Reasons in short: codes with their parameters, without the minimum, which is that of the case. */
export function briefReasons(reasons: readonly Reason[]): string {
  return reasons.map(briefReason).join(", ")
}

/** Joins what there is to say. */
export function briefly(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("; ")
}

function briefReason({ code, params }: Reason): string {
  const facts = Object.entries(params).filter(([name]) => name !== "minimum")
  return [code, ...facts.map(([name, value]) => briefFact(name, value))].join(" ")
}

function briefFact(name: string, value: unknown): string {
  if (typeof value === "number" && instantName.test(name)) return briefInstant(value)
  if (Array.isArray(value)) return value.join(">")
  return typeof value === "object" ? briefBuild(value as Build | null) : String(value)
}
