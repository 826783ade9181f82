import * as z from "zod"
import { instant } from "../../bodies/fields.js"
import { instantOrNull } from "./builds.js"

/** Where somebody stands. */
export const userState = z.enum(["enrolled", "service", "single-sign-on", "exempt", "enrolling", "not-enrolled"])

/** What somebody sees of their own factor. */
export const factorStatus = z.object({
  kind: z.literal("factor-status"),
  state: userState,
  enrolledAt: instantOrNull,
  recoveryCodesLeft: z.number().int(),
  exemptUntil: instantOrNull,
  lastSignInAt: instantOrNull,
})

/** A replacement that waits. */
export const held = z.object({ kind: z.literal("held"), until: instant })

/** A replacement was called off, if there was one. */
export const replacementCancelled = z.object({ kind: z.literal("cancelled"), changed: z.boolean() })

/** A new set of recovery codes, shown once. */
export const regenerated = z.object({
  kind: z.literal("regenerated"),
  recoveryCodes: z.array(z.string()),
  setId: z.string(),
})

/** The new recovery codes work. */
export const acknowledged = z.object({ kind: z.literal("acknowledged") })

/** The factor is gone. */
export const removed = z.object({ kind: z.literal("removed") })
