import type {
  AccountUpdates,
  DeviceGroup,
  ForcedLogout,
  GroupChange,
  GroupUpdates,
  Remediation,
  Stage,
  UpdateChange,
} from "@muster/policy"
import { parseBuild } from "@muster/policy"
import * as z from "zod"
import { idSchema } from "../input.js"

// A setting goes through forms and JSON before it comes here: what is not one must never be saved.
const isBuild = (value: unknown) => parseBuild(value).kind === "parsed"
const build = z.union([
  z.string().refine(isBuild),
  z
    .object({ version: z.array(z.number().int()), number: z.number().int(), preRelease: z.string().optional() })
    .refine(isBuild),
])

const lock = z.boolean().optional()

/** Build updates of an account. */
export const accountUpdatesSchema = z.union([
  z.object({ mode: z.literal("frequent"), lock }),
  z.object({ mode: z.literal("infrequent"), build, lock }),
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
  z.object({ kind: z.literal("move"), groupId: idSchema, parentId: idSchema.nullable() }),
  z.object({ kind: z.literal("set-updates"), groupId: idSchema, updates: groupUpdatesSchema }),
  z.object({ kind: z.literal("remove"), groupId: idSchema, children: z.enum(["refuse", "move-up"]) }),
]) satisfies z.ZodType<GroupChange>

/** Any change of update settings, to be tried. */
export const updateChangeSchema = z.union([
  ...groupChangeSchema.options,
  z.object({ kind: z.literal("set-account-updates"), updates: accountUpdatesSchema }),
]) satisfies z.ZodType<UpdateChange>

const localDate = z.object({ date: z.string().max(20), timeZone: z.string().max(64) })

/** The form of a forced logout; whether the date can be chosen is a rule's to say. */
export const forcedLogoutSchema = z.union([z.literal("now"), localDate]) satisfies z.ZodType<ForcedLogout>

/** What the stages of a roll-out may take at most, as JSON in UTF-8: they are part of the account's state. */
const maxStagesBytes = 4096

/** The stages of a roll-out. How many there may be, and whether one can be had, is a rule's to say. */
export const stagesSchema = z
  .array(
    z.object({
      begins: localDate,
      deviceGroupIds: z.array(idSchema).optional(),
      userIds: z.array(idSchema).optional(),
    }),
  )
  .check(({ value, issues }) => {
    if (new TextEncoder().encode(JSON.stringify(value)).length <= maxStagesBytes) return
    issues.push({ code: "too_big", origin: "bytes", maximum: maxStagesBytes, inclusive: true, input: value })
  }) satisfies z.ZodType<readonly Stage[]>

/** What an admin's form asks of an enablement. */
export const enablementSchema = z.object({
  forcedLogout: forcedLogoutSchema.nullish(),
  stages: stagesSchema.optional(),
})

/** The version that a form has shown. */
export const versionSchema = z.number().int().min(0)

const mostOfOneSetting = 1_000

/** A remediation, as it comes back from the form that showed it. */
export const remediationSchema = z.object({
  basedOnVersion: versionSchema,
  changes: z
    .array(
      z.object({
        target: z.union([
          z.object({ kind: z.literal("account") }),
          z.object({ kind: z.literal("group"), groupId: idSchema }),
        ]),
        // What stands there now may be no setting at all, which is what the plan mends: it is compared and never written.
        from: z.custom<GroupUpdates>((from) => JSON.stringify(from ?? null).length <= mostOfOneSetting),
        to: groupUpdatesSchema,
        fixes: z.number().int(),
      }),
    )
    .max(100_000),
}) satisfies z.ZodType<Remediation>
