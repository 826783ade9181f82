import type { Instant } from "@muster/core"
import { createReason, type Reason } from "../reasons/reason.js"
import type { TwoFactor } from "./account-rules.js"

/** Remarks that the clock shows a time before the enablement, if it does: one reason or none. It changes no answer. */
export function clockRemarks(twoFactor: TwoFactor, now: Instant): readonly Reason[] {
  if (twoFactor.kind === "off" || now >= twoFactor.enabledAt) return []
  return [createReason("clock-before-enablement", { enabledAt: twoFactor.enabledAt }, { kind: "account" })]
}
