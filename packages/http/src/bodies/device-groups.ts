import * as z from "zod"
import { account, page, reason } from "./fields.js"
import { groupChange, updateChange } from "./updates.js"

/** The bodies of calls about device groups. */
export const deviceGroupBodies = {
  list: z.object({ ...account, ...page, only: z.enum(["below", "unknown"]).optional() }),
  preview: z.object({ ...account, change: updateChange }),
  change: z.strictObject({
    ...account,
    ifVersion: z.number().int().min(0).optional(),
    change: groupChange,
    override: z.object({ reason }).optional(),
  }),
}
