import type { Instant } from "@muster/core"

// UTC, since a mail does not know where it is read; the parts are joined by hand, since the comma or "at" between them
// changes with the version of the locale data.
const date = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" })
const time = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

/** "14:05 UTC": for instants of the next minutes. */
export function formatTime(at: Instant): string {
  return `${time.format(at)} UTC`
}

/** "00:00 on 4 December 2026 (Europe/Berlin)"; in UTC where the zone is not known here. */
export function formatLocalDateAndTime(at: Instant, timeZone: string): string {
  try {
    const options = { timeZone } as const
    const day = new Intl.DateTimeFormat("en-GB", { ...options, day: "numeric", month: "long", year: "numeric" })
    const clock = new Intl.DateTimeFormat("en-GB", { ...options, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    return `${clock.format(at)} on ${day.format(at)} (${timeZone})`
  } catch {
    return `${time.format(at)} on ${date.format(at)} (UTC)`
  }
}

/** "24 November 2026 at 14:05 UTC". */
export function formatDateAndTime(at: Instant): string {
  return `${date.format(at)} at ${formatTime(at)}`
}
