import type { AccountUpdates, DeviceGroup, GroupChange, GroupUpdates, Remediation, UpdateChange } from "@muster/policy"
import * as z from "zod"
import { id } from "./fields.js"

/** A build, as its members or in one of its spellings, such as `v4.3 b1575`. */
export const buildInput = z.union([
  z.string().max(100),
  z.object({
    version: z.array(z.number().int()),
    number: z.number().int(),
    preRelease: z.string().optional(),
  }),
])

const lock = z.boolean().optional()

/** The build updates of an account. */
export const accountUpdates = z.union([
  z.object({ mode: z.literal("frequent"), lock }),
  z.object({ mode: z.literal("infrequent"), build: buildInput, lock }),
]) satisfies z.ZodType<AccountUpdates>

/** The build updates of a device group. */
export const groupUpdates = z.union([
  ...accountUpdates.options,
  z.object({ mode: z.literal("inherit") }),
]) satisfies z.ZodType<GroupUpdates>

/** A device group. */
export const deviceGroup = z.object({
  id,
  name: z.string().min(1).max(200),
  parentId: id.nullable(),
  updates: groupUpdates,
}) satisfies z.ZodType<DeviceGroup>

/** A write of device groups. */
export const groupChange = z.union([
  z.object({ kind: z.literal("put"), groups: z.array(deviceGroup).min(1).max(1000) }),
  z.object({ kind: z.literal("move"), groupId: id, parentId: id.nullable() }),
  z.object({ kind: z.literal("set-updates"), groupId: id, updates: groupUpdates }),
  z.object({ kind: z.literal("remove"), groupId: id, children: z.enum(["refuse", "move-up"]) }),
]) satisfies z.ZodType<GroupChange>

/** Any change of update settings, to be tried. */
export const updateChange = z.union([
  ...groupChange.options,
  z.object({ kind: z.literal("set-account-updates"), updates: accountUpdates }),
]) satisfies z.ZodType<UpdateChange>

/**
 * A setting to change. What stands there now may be no setting at all, which is what a plan mends: it is only compared.
 */
export const settingChange = z.object({
  target: z.union([z.object({ kind: z.literal("account") }), z.object({ kind: z.literal("group"), groupId: id })]),
  from: z.unknown() as z.ZodType<GroupUpdates>,
  to: groupUpdates,
  fixes: z.number().int(),
})

/** A remediation, as it comes back from the form that showed it. */
export const remediation = z.object({
  changes: z.array(settingChange),
  basedOnVersion: z.number().int().min(0),
}) satisfies z.ZodType<Remediation>
