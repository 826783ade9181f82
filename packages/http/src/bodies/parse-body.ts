import type * as z from "zod"

/** A body that is as its schema says, or the field at fault. */
export type ParsedBody<T> =
  | { readonly kind: "parsed"; readonly body: T }
  | { readonly kind: "invalid"; readonly field: string }

/** Reads a body, or names the first field that is at fault; what was sent is not repeated. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): ParsedBody<T> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return { kind: "parsed", body: parsed.data }
  return { kind: "invalid", field: parsed.error.issues[0]?.path.join(".") ?? "" }
}
