import { isSingleAddress, MusterError } from "@muster/core"
import * as z from "zod"

/** Neither control characters nor halves of surrogate pairs, which no store and no URI can hold. */
const printable = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text)
/** The id of an account, a user or a device group. */
export const idSchema = z.string().min(1).max(200).refine(printable)

/** How somebody proved who they are. */
export const primarySchema = z.enum(["password", "sso", "magic-link", "passkey", "password-reset"])

/**
 * What signs in. The build is kept as the client says it. Of a text that cannot be one as much is kept as fits into a
 * ticket and into every store: 100 characters, printable ones.
 */
export const clientSchema = z.object({
  platform: z.enum(["windows", "mac", "linux", "web", "ios", "android", "cli"]),
  build: z
    .string()
    .transform((text) => text.slice(0, 100).replace(/[\p{Cc}\p{Cs}]/gu, "\ufffd"))
    .optional(),
  onPhone: z.boolean().optional(),
  deviceGroupId: idSchema.optional(),
})

/** A language tag (BCP 47), for the mailer. */
export const localeSchema = z.string().max(35).refine(printable)

/** Who passed the primary method. */
export const signInUserSchema = z.object({
  id: idSchema,
  email: z.string().trim().refine(isSingleAddress).nullable(),
  locale: localeSchema.optional(),
  isService: z.boolean().optional(),
  hasLocalPassword: z.boolean().optional(),
  deviceGroupId: idSchema.optional(),
})

/** A user's key. */
export const userKeySchema = z.object({ accountId: idSchema, userId: idSchema })

/** Reads the account that a call is about. */
export function parseAccountId(input: { readonly accountId: unknown }): string {
  return parseInput(z.object({ accountId: idSchema }), { accountId: input.accountId }).accountId
}

/** The bounds of a page. */
export const pageSchema = z.object({
  after: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(1000).optional(),
})

/**
 * Checks what the host passes. A fault is the host's, not a person's, so it throws `ERR_INVALID_INPUT` with the path of
 * the field; the value stays out of the message. What may be left out is absent or `undefined`: `null` is a value of
 * its own, taken only where it has a meaning.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const { path, what } = faultOf(parsed.error)
  throw new MusterError("ERR_INVALID_INPUT", `${path === "" ? "the input" : path}: ${what}`, { field: path })
}

/** Where the first fault lies, and what it is, without the value. */
export function faultOf({ issues }: z.ZodError): { readonly path: string; readonly what: string } {
  const [issue] = issues
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : []
  return { path: [...(issue?.path ?? []), ...unknownKey].join("."), what: problem(issue) }
}

function problem(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case "too_small":
      return `too short or too small (at least ${issue.minimum})`
    case "too_big":
      return `too long or too large (at most ${issue.maximum}${issue.origin === "bytes" ? " bytes of JSON" : ""})`
    case "invalid_type":
      return "missing or of another type"
    case "unrecognized_keys":
      return "not a name that is known here"
    default:
      return "not one of the values allowed here"
  }
}
