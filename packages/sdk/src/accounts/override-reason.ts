import * as z from "zod"
import type { Override } from "../api/account-call.js"
import { parseInput } from "../input.js"

const schema = z.object({ override: z.object({ reason: z.string().trim().min(1).max(500) }).optional() })

/**
 * The reason of an override, which the audit log shall show.
 *
 * @throws ERR_INVALID_INPUT with the field `override`, or `override.reason` where that is not 1 to 500 characters
 */
export function reasonOf(override: Override | undefined): string | undefined {
  return parseInput(schema, { override }).override?.reason
}
