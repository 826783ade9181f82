import type { Instant } from "@muster/core"
import { limits } from "./limits.js"
import type { AcceptedAttempt, UserRecord } from "./user-record.js"

/**
 * Finds the attempt that was accepted last, if it may still be asked for again; whether it is the one that asks is for the
 * caller to compare, and whether the replacement that it has begun is still the open one. Nothing that came after it may have
 * changed the factor: that clears it.
 *
 * @returns `null`: none, or longer ago than {@link limits} allows
 */
export function repeatableAttempt({ acceptedAttempt }: UserRecord, now: Instant): AcceptedAttempt | null {
  if (acceptedAttempt === null) return null
  return now < acceptedAttempt.at + limits.repeatSeconds * 1000 ? acceptedAttempt : null
}
