import type { Instant } from "@muster/core"
import type { ActorName } from "@muster/policy"
import { limits } from "./limits.js"
import type { Exemption, UserRecord } from "./user-record.js"

const day = 86_400_000

/** What {@link exemptUser} is asked for. */
export interface ExemptionWish {
  /** When the exemption is to end; `null` ends the one that runs. */
  readonly until: Instant | null
  /** Who asks. */
  readonly by: ActorName
}

/** The answer to a wish for an exemption. */
export type ExemptUserResult =
  /** The record to save, and the event that belongs to it. */
  | { readonly kind: "moved"; readonly record: UserRecord; readonly event: "exempted" | "exemption-ended" }
  /** It is as wished already. */
  | { readonly kind: "unchanged" }
  /** `past`: the end is not after `now`. `too-late`: it is further ahead than {@link limits} allows. */
  | { readonly kind: "refused"; readonly why: "past" | "too-late" }

/**
 * Grants an exemption, moves its end, or ends it. An exemption always has an end: one that was forgotten ends by
 * itself. Whether the actor may do it is not asked here.
 */
export function exemptUser(record: UserRecord, { until, by }: ExemptionWish, now: Instant): ExemptUserResult {
  const running = runningExemption(record, now)
  if (until === (running?.until ?? null)) return { kind: "unchanged" }
  // Moving the end begins no other exemption, so that sessions which the first one keeps are kept.
  const grantedAt = running?.grantedAt ?? now
  // It is kept with its end, since what was running then may drain.
  if (until === null) return { kind: "moved", record: exempted(record, grantedAt, now, by), event: "exemption-ended" }
  // Said so that what is no number is refused too.
  if (!(until > now)) return { kind: "refused", why: "past" }
  if (!(until <= latestExemption(now))) return { kind: "refused", why: "too-late" }
  return { kind: "moved", record: exempted(record, grantedAt, until, by), event: "exempted" }
}

function exempted(record: UserRecord, grantedAt: Instant, until: Instant, grantedBy: ActorName): UserRecord {
  return { ...record, exemption: { grantedAt, until, grantedBy } }
}

function runningExemption({ exemption }: UserRecord, now: Instant): Exemption | null {
  return exemption !== null && now < exemption.until ? exemption : null
}

/** Until when the user is exempt at `now`; `null`: not exempt. */
export function exemptUntil(record: UserRecord, now: Instant): Instant | null {
  return runningExemption(record, now)?.until ?? null
}

/** The last instant at which an exemption that is granted `now` may end. */
export function latestExemption(now: Instant): Instant {
  return now + limits.exemptionDays * day
}
