import { isSingleAddress, MusterError } from "@muster/core"
import * as z from "zod"

/** Neither control characters nor halves of surrogate pairs, which no store and no URI can hold. */
const printable = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text)
/** The id of an account, a user or a device group. */
export const idSchema = z.string().min(1).max(200).refine(printable)

/** How somebody proved who they are. */
export const primarySchema = z.enum(["password", "sso", "magic-link", "passkey", "password-reset"])

/** What signs in. The build is kept as the client says it; a text that is too long to be one is cut. */
export const clientSchema = z.object({
  platform: z.enum(["windows", "mac", "linux", "web", "ios", "android", "cli"]),
  build: z
    .string()
    .transform((text) => text.slice(0, 100))
    .optional(),
  onPhone: z.boolean().optional(),
  deviceGroupId: idSchema.optional(),
})

/** Who passed the primary method. */
export const signInUserSchema = z.object({
  id: idSchema,
  email: z.string().trim().refine(isSingleAddress).nullable(),
  locale: z.string().max(35).optional(),
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
  limit: z.number().int().min(1).max(1000).nullish(),
})

/**
 * Checks what the host passes. A fault is the host's, not a person's, so it throws `ERR_INVALID_INPUT` with the path of
 * the field; the value stays out of the message.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join(".") ?? ""
  throw new MusterError("ERR_INVALID_INPUT", `${field === "" ? "the input" : field}: ${problem(issue?.code)}`, {
    field,
  })
}

function problem(code: string | undefined): string {
  switch (code) {
    case "too_small":
      return "too short or too small"
    case "too_big":
      return "too long or too large"
    case "invalid_type":
      return "missing or of another type"
    default:
      return "not one of the values allowed here"
  }
}
