import type { AccountUpdates, DeviceGroup, ForcedLogout, GroupUpdates, Remediation } from "@muster/policy"
import { parseBuild } from "@muster/policy"
import * as z from "zod"
import type { GroupChange } from "../api/accounts.js"
import { idSchema } from "../input.js"

// A setting goes through forms and JSON before it comes here: what is not one must never be saved.
const isBuild = (value: unknown) => parseBuild(value).kind === "parsed"
const build = z.union([
  z.string().refine(isBuild),
  z.object({ version: z.array(z.number().int()), number: z.number().int() }).refine(isBuild),
])

/** Build updates of an account. */
export const accountUpdatesSchema = z.union([
  z.object({ mode: z.literal("frequent") }),
  z.object({ mode: z.literal("infrequent"), build }),
]) satisfies z.ZodType<AccountUpdates>

const groupUpdatesSchema = z.union([
  ...accountUpdatesSchema.options,
  z.object({ mode: z.literal("inherit") }),
]) satisfies z.ZodType<GroupUpdates>

const deviceGroupSchema = z.object({
  id: idSchema,
  name: z.string().min(1).max(200),
  parentId: idSchema.nullable(),
  updates: groupUpdatesSchema,
}) satisfies z.ZodType<DeviceGroup>

/** A write of device groups; a thousand at a time. */
export const groupChangeSchema = z.union([
  z.object({ kind: z.literal("put"), groups: z.array(deviceGroupSchema).min(1).max(1000) }),
  z.object({ kind: z.literal("set-updates"), groupId: idSchema, updates: groupUpdatesSchema }),
]) satisfies z.ZodType<GroupChange>

/** The form of a forced logout; whether the date can be chosen is a rule's to say. */
export const forcedLogoutSchema = z.union([
  z.literal("now"),
  z.object({ date: z.string().max(20), timeZone: z.string().max(64) }),
]) satisfies z.ZodType<ForcedLogout>

/** A remediation, as it comes back from the form that showed it. */
export const remediationSchema = z.object({
  basedOnVersion: z.number().int(),
  changes: z
    .array(
      z.object({
        target: z.union([
          z.object({ kind: z.literal("account") }),
          z.object({ kind: z.literal("group"), groupId: idSchema }),
        ]),
        from: groupUpdatesSchema,
        to: groupUpdatesSchema,
        fixes: z.number().int(),
      }),
    )
    .max(100_000),
}) satisfies z.ZodType<Remediation>
