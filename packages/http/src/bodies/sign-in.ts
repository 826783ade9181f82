import type { Client } from "@muster/policy"
import * as z from "zod"
import { attemptId, code, id } from "./fields.js"

/**
 * What the client says it is. It is believed no more than the client: the user's device group is the host's to name.
 */
export const client = z.object({
  platform: z.enum(["windows", "mac", "linux", "web", "ios", "android", "cli"]),
  build: z.string().optional(),
  onPhone: z.boolean().optional(),
  deviceGroupId: id.optional(),
}) satisfies z.ZodType<Client>

/**
 * The bodies of a user's own routes. Fields that are not named are dropped, so that they decide nothing and a newer
 * client can talk to an older server. The ticket is read apart, since it may travel in a cookie.
 */
export const bodies = {
  client: z.object({ client }),
  code: z.object({ code, attemptId }),
  emailCode: z.object({ code }),
  lostPhone: z.object({ recoveryCode: code.optional(), attemptId }),
  recoveryCodes: z.object({ setId: z.string().min(1).max(200) }),
  nothing: z.object({}),
}

/** The ticket where it travels in the body. */
export const ticketInBody = z.object({ ticket: z.string() })
