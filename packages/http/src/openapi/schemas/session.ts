import * as z from "zod"
import { instantOrNull } from "./builds.js"
import { reasons } from "./reason.js"

const capabilities = z.object({
  hostSession: z.boolean(),
  connectUnattended: z.boolean(),
  inviteOthers: z.boolean(),
  finishSession: z.boolean(),
  administer: z.boolean(),
})
const verdict = { capabilities, reasons, nextChangeAt: instantOrNull, mustEndBy: instantOrNull }

/** The session goes on. */
export const continued = z.object({ kind: z.literal("continue"), ...verdict })

/** The running activity may end, and nothing new begin. */
export const drained = z.object({ kind: z.literal("drain"), ...verdict, drainEndsAt: instantOrNull })

/** The session is over, or there is none. */
export const loggedOut = z.object({ kind: z.literal("logout"), ...verdict })
