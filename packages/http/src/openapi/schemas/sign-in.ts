import * as z from "zod"
import { instant } from "../../bodies/fields.js"
import { enrollmentStep } from "./enrollment.js"
import { reasons } from "./reason.js"
import { ticket } from "./ticket.js"

/** Who may set up a new phone. */
const rule = z.enum(["authenticator-or-recovery-code", "self-service", "admin-only"])

/** The sign-in is finished. `session` is what the application says of it. */
export const signedIn = z.object({
  kind: z.literal("signed-in"),
  reasons,
  recoveryCodesLeft: z.number().int().exactOptional(),
  session: z.unknown(),
})

/** A code is needed. */
export const challenge = z.object({
  kind: z.literal("challenge"),
  ticket,
  expiresAt: instant,
  digits: z.number().int(),
  retryAt: instant.nullable(),
  lostPhone: rule,
})

/** An authenticator has to be set up first. */
export const enroll = z.object({
  kind: z.literal("enroll"),
  ticket,
  expiresAt: instant,
  reasons,
  current: enrollmentStep,
})

/** The factor is active. */
export const enrolled = z.object({
  kind: z.literal("enrolled"),
  recoveryCodes: z.array(z.string()),
  next: z.union([signedIn, z.object({ kind: z.literal("sign-in-again") })]),
})
