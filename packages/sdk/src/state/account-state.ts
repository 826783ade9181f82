import { type AccountRules, type AccountSettings, newAccountRules } from "@muster/policy"
import * as z from "zod"
import type { AccountState, StoredAccount } from "../ports/index.js"
import { readJson } from "./json.js"

const format = 1
const instant = z.number().int()
const build = z.union([
  z.string().max(100),
  z.object({
    version: z.array(z.number().int()).max(10),
    number: z.number().int(),
    preRelease: z.string().max(100).optional(),
  }),
])
const actor = z.union([z.object({ userId: z.string() }), z.object({ system: z.string() })])

/** The settings that `accounts.configure` takes. */
export const settingsSchema = z
  .object({
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
  })
  .partial()

const updatesSchema = z.union([
  z.object({ mode: z.literal("frequent"), lock: z.boolean().optional() }),
  z.object({ mode: z.literal("infrequent"), build, lock: z.boolean().optional() }),
])
const localDate = z.object({ date: z.string(), timeZone: z.string() })

const schema = z.object({
  settings: settingsSchema,
  updates: updatesSchema,
  twoFactor: z.union([
    z.object({ kind: z.literal("off") }),
    z.object({
      kind: z.literal("on"),
      enablementId: z.string(),
      enabledAt: instant,
      enabledBy: actor,
      stages: z.array(
        z.object({
          begins: localDate,
          beginsAt: instant,
          scheduledAt: instant,
          deviceGroupIds: z.array(z.string()),
          userIds: z.array(z.string()),
        }),
      ),
      forcedLogout: localDate.nullable(),
      forcedLogoutAt: instant.nullable(),
    }),
  ]),
  enablements: z.number().int().nonnegative(),
  lastForcedLogoutAt: instant.nullable(),
  // Absent from accounts that were never erased.
  firstEpoch: z.number().int().nonnegative().default(0),
})

/** An account as the services see it. */
export interface Account {
  readonly version: number
  readonly groupsVersion: number
  /** The rules with every setting filled in. */
  readonly rules: AccountRules
  /** What the account has set itself; the rest follows the defaults, also when those change. */
  readonly ownSettings: Partial<AccountSettings>
  /** The epoch in which its users begin: 0, and higher with each time that the account was erased. */
  readonly firstEpoch: number
}

/** Reads an account; one that was never changed has the defaults at version 0. */
export function readAccountState(stored: StoredAccount | undefined, defaults: Partial<AccountSettings>): Account {
  if (stored === undefined) {
    return { version: 0, groupsVersion: 0, rules: newAccountRules(defaults), ownSettings: {}, firstEpoch: 0 }
  }
  const { settings, firstEpoch, ...rest } = readJson(stored.value, format, schema, "an account")
  const ownSettings = settings as Partial<AccountSettings>
  return {
    version: stored.version,
    groupsVersion: stored.groupsVersion,
    rules: { ...newAccountRules({ ...defaults, ...ownSettings }), ...rest },
    ownSettings,
    firstEpoch,
  }
}

/**
 * The number that rises with every change of the account or of its device groups: what a form remembers of the state
 * that it showed.
 */
export function revisionOf({ version, groupsVersion }: Pick<Account, "version" | "groupsVersion">): number {
  return version + groupsVersion
}

/**
 * Writes an account: what it has set itself, where its roll-out stands, and with which epoch its users begin. What could
 * not be read again is not written.
 */
export function writeAccountState({
  rules,
  ownSettings,
  firstEpoch,
}: Pick<Account, "rules" | "ownSettings" | "firstEpoch">): AccountState {
  const { settings: _, ...own } = rules
  const state = schema.parse({ settings: ownSettings, ...own, firstEpoch })
  return { format, json: JSON.stringify(state) }
}
