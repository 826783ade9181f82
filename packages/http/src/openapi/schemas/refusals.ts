import * as z from "zod"
import { instant } from "../../bodies/fields.js"
import { build } from "./builds.js"
import { enrollmentStep } from "./enrollment.js"
import { reasons } from "./reason.js"

const count = z.number().int()

/** Each by its kind, without the members that all problem documents have. */
export const refusals = {
  "wrong-code": z.object({
    kind: z.literal("wrong-code"),
    why: z.enum(["mismatch", "malformed", "already-used", "replaced-by-newer", "expired"]),
    attemptsLeft: count,
    retryAt: instant.nullable(),
    clockSkewSeconds: z.number().exactOptional(),
  }),
  throttled: z.object({
    kind: z.literal("throttled"),
    retryAt: instant,
    limit: z.enum(["attempts", "resend", "mail"]),
  }),
  locked: z.object({ kind: z.literal("locked"), until: instant.nullable(), recoveryCodeWorks: z.boolean() }),
  busy: z.object({ kind: z.literal("busy"), retryAt: instant }),
  "ticket-rejected": z.object({
    kind: z.literal("ticket-rejected"),
    reason: z.enum(["expired", "spent", "superseded", "invalid"]),
  }),
  "update-client": z.object({
    kind: z.literal("update-client"),
    minimum: build,
    updateUrl: z.string().nullable(),
    reasons,
  }),
  "proof-needed": z.object({
    kind: z.literal("proof-needed"),
    accepts: z.array(z.enum(["fresh-sign-in", "recovery-code"])),
  }),
  "wrong-step": z.object({ kind: z.literal("wrong-step"), current: enrollmentStep }),
  refused: z.object({ kind: z.literal("refused"), reasons, total: count.exactOptional() }),
  "not-enrolled": z.object({ kind: z.literal("not-enrolled") }),
  "already-enrolled": z.object({ kind: z.literal("already-enrolled") }),
  "session-ended": z.object({ kind: z.literal("session-ended") }),
  "no-email": z.object({ kind: z.literal("no-email") }),
  "admin-only": z.object({ kind: z.literal("admin-only") }),
  superseded: z.object({ kind: z.literal("superseded") }),
  "mail-gone": z.object({ kind: z.literal("mail-gone") }),
}

/** What can stand between a code and its acceptance. */
export const codeRefusals = {
  "wrong-code": refusals["wrong-code"],
  throttled: refusals.throttled,
  locked: refusals.locked,
  busy: refusals.busy,
  "ticket-rejected": refusals["ticket-rejected"],
}
