import type { Client } from "@muster/policy"
import * as z from "zod"

/** Neither control characters nor halves of surrogate pairs, which no store can hold. */
const printable = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text)

/**
 * What the client says it is. It is believed no more than the client: the user's device group is the host's to name.
 */
const client: z.ZodType<Client> = z.object({
  platform: z.enum(["windows", "mac", "linux", "web", "ios", "android", "cli"]),
  build: z.string().optional(),
  onPhone: z.boolean().optional(),
  deviceGroupId: z.string().min(1).max(200).refine(printable).optional(),
})
/** Text of any form: what somebody typed is Muster's to answer. */
const code = z.string()
const attemptId = z.string().min(16).max(100).optional()

/**
 * The bodies of all routes. Fields that are not named here are dropped, so that they decide nothing and a newer client
 * can talk to an older server. The ticket is read apart, since it may travel in a cookie.
 */
export const bodies = {
  begin: z.object({ client }),
  code: z.object({ code, attemptId }),
  emailCode: z.object({ code }),
  fromSession: z.object({ client }),
  lostPhone: z.object({ recoveryCode: code.optional(), attemptId }),
  ticketAlone: z.object({}),
}

/** The ticket where it travels in the body. */
export const ticketInBody = z.object({ ticket: z.string() })

/** Reads a body, or names the first field that is at fault; what was sent is not repeated. */
export function parseBody<T>(
  schema: z.ZodType<T>,
  body: unknown,
): { readonly kind: "parsed"; readonly body: T } | { readonly kind: "invalid"; readonly field: string } {
  const parsed = schema.safeParse(body)
  if (parsed.success) return { kind: "parsed", body: parsed.data }
  return { kind: "invalid", field: parsed.error.issues[0]?.path.join(".") ?? "" }
}
