import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refuse } from "../reasons/reason.js"
import { isReadableInstant } from "../time/time-zone.js"
import type { TwoFactor } from "./account-rules.js"

/** Remarks that the clock shows a time before the enablement, if it does: one reason or none. It changes no answer. */
export function clockRemarks(twoFactor: TwoFactor, now: Instant): readonly Reason[] {
  if (twoFactor.kind === "off" || now >= twoFactor.enabledAt) return []
  return [createReason("clock-before-enablement", { enabledAt: twoFactor.enabledAt }, { kind: "account" })]
}

/** Says no where dates cannot be counted: now, or at the enablement, the clock showed no time with a date. */
export function refuseClock(twoFactor: TwoFactor, now: Instant): Refused | undefined {
  const enabledAt = twoFactor.kind === "on" ? twoFactor.enabledAt : now
  if (isReadableInstant(now) && isReadableInstant(enabledAt)) return undefined
  return refuse(clockUnreadable)
}

/** Says that the clock showed no time with a date. */
export const clockUnreadable = createReason("clock-unreadable", {}, { kind: "product" })
