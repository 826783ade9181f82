import * as z from "zod"

/** The id of an account, a user, a device group or a mail: no control characters, and no halves of surrogate pairs. */
export const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** Milliseconds since 1970-01-01 00:00 UTC. */
export const instant = z.number().int()

/** Text of any form: what somebody typed is Muster's to answer. */
export const code = z.string()

/** Names a try, so that its answer can be asked for again. */
export const attemptId = z.string().min(16).max(100).optional()

/** Why, for the audit log. */
export const reason = z.string().min(1).max(500)

/** What every call of an admin names. */
export const account = { accountId: id }

/** The bounds of a page. */
export const page = {
  after: z.string().max(20_000).nullish(),
  limit: z.number().int().min(1).max(1000).optional(),
}
