import * as z from "zod"
import { localDate, settings } from "../../bodies/accounts.js"
import { instant } from "../../bodies/fields.js"
import { accountUpdates } from "../../bodies/updates.js"
import { build, instantOrNull } from "./builds.js"
import { anyReasons, reasons } from "./reason.js"
import { readiness } from "./updates.js"

const count = z.number().int()

/** Who acted. */
export const actorName = z.union([z.object({ userId: z.string() }), z.object({ system: z.string() })])

/** Users who are bound later than the others. */
export const scheduledStage = z.object({
  begins: localDate,
  beginsAt: instant,
  scheduledAt: instant,
  deviceGroupIds: z.array(z.string()),
  userIds: z.array(z.string()),
})

/** One enablement. */
export const twoFactorOn = z.object({
  kind: z.literal("on"),
  enablementId: z.string(),
  enabledAt: instant,
  enabledBy: actorName,
  forcedLogout: localDate.nullable(),
  stages: z.array(scheduledStage),
  forcedLogoutAt: instantOrNull,
})

/** Two-factor is off. */
export const twoFactorOff = z.object({ kind: z.literal("off") })

/** Where an account stands. */
export const accountStatus = z.object({
  accountId: z.string(),
  version: count,
  twoFactor: z.union([twoFactorOff, twoFactorOn.extend({ lastDate: z.string() })]),
  minimum: build.nullable(),
  updates: accountUpdates,
  settings,
})

/** The same, by the name that it has over HTTP. */
export const namedAccountStatus = accountStatus.extend({ kind: z.literal("account-status") })

/** How far the people have come. */
export const adoption = z.object({
  total: count,
  enrolled: count,
  enrolling: count,
  notEnrolled: count,
  exempt: count,
  service: count,
  singleSignOn: count,
  withoutEmail: count,
  belowMinimum: count,
  buildUnknown: count,
  admins: count,
  adminsNotEnrolled: count,
  adminsWithoutEmail: count,
  adminsAbleToHelp: count,
  countedAt: instant,
})

/** The same, as an answer. */
export const counted = adoption.extend({ kind: z.literal("counted") })

/** What enabling would meet. */
export const preview = z.object({
  kind: z.literal("preview"),
  status: accountStatus,
  readiness,
  refusals: anyReasons,
  warnings: anyReasons,
  forcedLogoutAt: instantOrNull,
  firstDate: z.string(),
  lastDate: z.string(),
  people: adoption.nullable(),
  peopleWarnings: anyReasons,
  exposureUserHours: z.number().nullable(),
  exposureByDate: z.array(z.object({ date: z.string(), forcedLogoutAt: instant, userHours: z.number() })),
})

const changed = { status: accountStatus, warnings: anyReasons }

/** Two-factor is on. */
export const enabled = z.object({ kind: z.literal("enabled"), changed: z.boolean(), ...changed })

/** Two-factor is off. */
export const disabled = z.object({ kind: z.literal("disabled"), ...changed })

/** Saved. */
export const saved = z.object({ kind: z.literal("saved"), ...changed })

/** What will happen to an account by time alone. */
export const timeline = z.object({
  kind: z.literal("timeline"),
  entries: z.array(z.object({ at: instant, reasons })),
})
