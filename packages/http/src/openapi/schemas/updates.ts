import * as z from "zod"
import { groupUpdates, remediation } from "../../bodies/updates.js"
import { build, standing } from "./builds.js"
import { anyReasons, reasons, source } from "./reason.js"

/** A device group as it is kept; what is no group any more has neither a name nor an id. */
export const storedGroup = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  updates: groupUpdates,
})

/** What a device group's clients are set to, and why. */
export const effectiveGroup = z.object({
  group: storedGroup,
  effective: build.nullable(),
  floor: build.nullable(),
  standing,
  source,
  lost: z.array(z.object({ source, updates: groupUpdates, why: z.enum(["overridden", "locked"]) })),
})

/** Whether the device groups are ready. */
export const readiness = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), warnings: anyReasons }),
  z.object({
    kind: z.literal("blocked"),
    blockers: reasons,
    total: z.number().int(),
    warnings: anyReasons,
    remediation: remediation.nullable(),
  }),
])

/** Every device group of a page. */
export const deviceGroups = z.object({
  kind: z.literal("device-groups"),
  items: z.array(effectiveGroup),
  next: z.string().nullable(),
})

/** What a change would do. */
export const changePreview = z.object({
  kind: z.literal("change-preview"),
  affected: z.array(z.object({ before: effectiveGroup.nullable(), after: effectiveGroup.nullable() })),
  total: z.number().int(),
  readiness,
  refusals: anyReasons,
})

/** Device groups, or the setting that they inherit, as a change has left them. */
export const groupsSaved = z.object({ kind: z.literal("saved"), readiness, version: z.number().int() })

/** A remediation was applied. */
export const applied = z.object({ kind: z.literal("applied"), readiness, version: z.number().int() })
