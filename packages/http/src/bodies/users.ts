import * as z from "zod"
import { account, id, instant, page, reason } from "./fields.js"

/** Where somebody may stand, as a list can be asked for. */
const state = z.enum([
  "not-enrolled",
  "enrolling",
  "enrolled",
  "exempt",
  "single-sign-on",
  "service",
  "locked",
  "blocked-by-build",
])
const user = { ...account, userId: id }

/** The bodies of calls about users, and about their mail. */
export const userBodies = {
  list: z.object({ ...account, ...page, state: state.optional() }),
  user: z.object(user),
  change: z.strictObject({ ...user, reason }),
  exempt: z.strictObject({ ...user, reason, until: instant.nullable() }),
  undelivered: z.object({ ...account, ...page }),
  mail: z.object({ ...user, mailId: id }),
}
