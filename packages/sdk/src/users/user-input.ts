import * as z from "zod"
import type { UserCall } from "../api/users.js"
import { parseInput, userKeySchema } from "../input.js"

const schema = userKeySchema.extend({ reason: z.string().trim().min(1).max(500) })

/** Reads an admin's call about a user; who acts is for the authorization to read. */
export function parseUserCall({ accountId, userId, reason, actor }: UserCall): UserCall {
  return { ...parseInput(schema, { accountId, userId, reason }), actor }
}
