import type { AccountSettings, ForcedLogout, Stage } from "@muster/policy"
import * as z from "zod"
import { account, id, instant, page, reason } from "./fields.js"
import { accountUpdates, remediation } from "./updates.js"

/** A date of the calendar and the zone that it is meant in. Whether it can be chosen is a rule's to say. */
export const localDate = z.object({ date: z.string().max(20), timeZone: z.string().max(64) })

const forcedLogout = z.union([z.literal("now"), localDate]) satisfies z.ZodType<ForcedLogout>

const stages = z.array(
  z.object({
    begins: localDate,
    deviceGroupIds: z.array(id).optional(),
    userIds: z.array(id).optional(),
  }),
) satisfies z.ZodType<readonly Stage[]>

/** The settings of an account, each with the values that it may have. */
export const settings = z.object({
  timeZone: z.string().min(1).max(64),
  replacement: z.union([
    z.object({ rule: z.literal("authenticator-or-recovery-code") }),
    z.object({ rule: z.literal("self-service"), holdHours: z.number().min(0).max(720) }),
    z.object({ rule: z.literal("admin-only") }),
  ]),
  afterEnrollment: z.enum(["signed-in", "sign-in-again"]),
  readiness: z.enum(["require", "warn"]),
  unknownBuild: z.enum(["block", "allow"]),
  maxDrainHours: z.number().positive().max(336).nullable(),
  requireEnrolledAdmin: z.boolean(),
}) satisfies z.ZodType<AccountSettings>

const someOfThem = {
  timeZone: settings.shape.timeZone.exactOptional(),
  replacement: settings.shape.replacement.exactOptional(),
  afterEnrollment: settings.shape.afterEnrollment.exactOptional(),
  readiness: settings.shape.readiness.exactOptional(),
  unknownBuild: settings.shape.unknownBuild.exactOptional(),
  maxDrainHours: settings.shape.maxDrainHours.exactOptional(),
  requireEnrolledAdmin: settings.shape.requireEnrolledAdmin.exactOptional(),
}

/** Some of the settings. */
export const someSettings = z.object(someOfThem) satisfies z.ZodType<Partial<AccountSettings>>

/** Settings to change: those that are not given stay. */
const changedSettings = z.strictObject(someOfThem)

/** The version that a form has shown; refused when it is no longer current. */
const change = { ...account, ifVersion: z.number().int().min(0).optional() }
const override = z.object({ reason }).optional()

/** The bodies of calls about an account. What changes something has no names that are not known: one might have narrowed it. */
export const accountBodies = {
  account: z.object(account),
  preview: z.object({ ...account, forcedLogout: forcedLogout.nullish(), stages: stages.optional() }),
  applyRemediation: z.strictObject({ ...change, remediation }),
  enable: z.strictObject({ ...change, forcedLogout: forcedLogout.nullish(), stages: stages.optional(), override }),
  setForcedLogout: z.strictObject({ ...change, forcedLogout: forcedLogout.nullable() }),
  disable: z.strictObject({ ...change, reason }),
  timeline: z.object({ ...account, until: instant }),
  configure: z.strictObject({ ...change, settings: changedSettings }),
  setUpdates: z.strictObject({ ...change, updates: accountUpdates, override }),
  events: z.object({ ...account, ...page, userId: id.optional() }),
}
