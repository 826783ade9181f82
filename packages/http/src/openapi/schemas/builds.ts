import * as z from "zod"
import { instant } from "../../bodies/fields.js"

/** A build as its members. */
export const build = z.object({
  version: z.array(z.number().int()),
  number: z.number().int(),
  preRelease: z.string().optional(),
})

/** The build to have, or a later one. */
export const minimum = build.extend({ neededFor: z.string().optional(), allowPreRelease: z.boolean().optional() })

/** How a build stands against a minimum. */
export const standing = z.enum(["meets", "below", "unknown"])

/** An instant, or none. */
export const instantOrNull = instant.nullable()
