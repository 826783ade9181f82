import { isSingleAddress } from "@muster/core"

const minuteMilliseconds = 60_000

/**
 * Writes the instant from which something is possible, "14:05 UTC on 2026-11-24", rounded up to the minute: who comes
 * at the time that was named must not be too early.
 */
export function openingAt(at: unknown): string {
  return typeof at === "number" ? utc(Math.ceil(at / minuteMilliseconds) * minuteMilliseconds) : unknownTime
}

/** Writes the instant until which something is possible, rounded down to the minute. */
export function closingAt(at: unknown): string {
  return typeof at === "number" ? utc(at) : unknownTime
}

const unknownTime = "an unknown time"

function utc(at: number): string {
  const date = new Date(at)
  const iso = Number.isNaN(date.valueOf()) ? "" : date.toISOString()
  // Beyond the year 9999 the form is another, and the value is nobody's date.
  return iso.length === 24 ? `${iso.slice(11, 16)} UTC on ${iso.slice(0, 10)}` : unknownTime
}

/** Counts things, "1 try", "3 tries". */
export function counted(count: unknown, one: string, many = `${one}s`): string {
  return isCount(count) ? `${count} ${count === 1 ? one : many}` : `some ${many}`
}

/** Lists things, "one", "one and another", "one, another and a third". */
export function listed(things: readonly string[]): string {
  const [last = "", ...before] = [...things].reverse()
  return before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`
}

/** Names a numeric code by its length. */
export function codeOf(digits: unknown): string {
  return isCount(digits) ? `${digits}-digit code` : "code"
}

/** Shows a masked address, if it is one; anything else may hold what breaks a line or reads as another sentence. */
export function addressOf(maskedEmail: unknown): string {
  return isSingleAddress(maskedEmail) ? maskedEmail : "your email address"
}

/** Picks the text for a value that a newer server may have added. */
export function textFor(texts: Readonly<Record<string, string>>, value: unknown, otherwise: string): string {
  return typeof value === "string" && Object.hasOwn(texts, value) ? (texts[value] as string) : otherwise
}

function isCount(count: unknown): count is number {
  return Number.isSafeInteger(count) && (count as number) >= 0
}
