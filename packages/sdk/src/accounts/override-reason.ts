import { MusterError } from "@muster/core"
import type { Override } from "../api/account-call.js"

/** The reason of an override, which the audit log shall show: 1 to 500 characters. */
export function reasonOf(override: Override | undefined): string | undefined {
  if (override === undefined) return undefined
  const reason = typeof override.reason === "string" ? override.reason.trim() : ""
  if (reason.length >= 1 && reason.length <= 500) return reason
  throw new MusterError("ERR_INVALID_INPUT", "an override needs a reason of 1 to 500 characters", {
    field: "override.reason",
  })
}
