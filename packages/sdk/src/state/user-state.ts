import { fromBase64url, type Instant, sealedKeyId } from "@muster/core"
import { enrollmentStatus, type UserRecord, unknownUser } from "@muster/enrollment"
import * as z from "zod"
import type { StoredUser, UserState } from "../ports/index.js"
import type { Account } from "./account-state.js"
import { readJson } from "./json.js"

const format = 1
const instant = z.number().int()
const actor = z.union([z.object({ userId: z.string() }), z.object({ system: z.string() })])
const digest = z.object({ keyId: z.string(), digest: z.string() })
const totp = z.object({
  digits: z.union([z.literal(6), z.literal(7), z.literal(8), z.literal(9)]),
  periodSeconds: z.union([z.literal(30), z.literal(60)]),
  algorithm: z.enum(["SHA-1", "SHA-256", "SHA-512"]),
})
const recoveryCodes = z.object({ id: z.string(), createdAt: instant, unspent: z.array(z.string()) })

const schema = z.object({
  epoch: z.number().int().nonnegative(),
  epochRaisedBy: z
    .enum(["enrolled", "imported", "replaced", "removed", "reset", "erased", "primary-changed"])
    .nullable(),
  factor: z
    .object({
      id: z.string(),
      generation: z.number().int(),
      totp,
      sealedSecret: z.string(),
      lastUsedStep: z.number().int(),
      enrolledAt: instant,
      // Absent from records that were written before addresses were kept.
      sealedAddress: z.string().nullable().default(null),
    })
    .nullable(),
  enrollment: z
    .object({ id: z.string(), startedAt: instant, expiresAt: instant, totp, sealedSecret: z.string().nullable() })
    .nullable(),
  emailCodes: z.array(
    z.object({ ticketId: z.string(), newest: digest, replaced: z.array(digest), sentAt: instant, expiresAt: instant }),
  ),
  emailSentAts: z.array(instant),
  recoveryCodes: recoveryCodes.nullable(),
  shownRecoveryCodes: recoveryCodes.nullable().default(null),
  replacement: z
    .object({
      id: z.string(),
      requestedAt: instant,
      opensAt: instant,
      closesAt: instant,
      isProved: z.boolean(),
    })
    .nullable()
    .default(null),
  acceptedAttempt: z
    .object({
      digest,
      at: instant,
      method: z.enum(["totp", "recovery-code"]),
      // Absent from records that were written before a replacement could be asked for again.
      replacementId: z.string().nullable().default(null),
    })
    .nullable()
    .default(null),
  spentTickets: z.array(z.object({ id: z.string(), expiresAt: instant })),
  // Absent from records that were written before there were exemptions.
  exemption: z.object({ grantedAt: instant, until: instant, grantedBy: actor }).nullable().default(null),
  lastSignInAt: instant.nullable(),
}) satisfies z.ZodType<UserRecord>

/** Reads a user's record; somebody whom Muster has never written down has the empty one at version 0. */
export function readUserState(stored: StoredUser | undefined): {
  readonly version: number
  readonly record: UserRecord
} {
  if (stored === undefined) return { version: 0, record: unknownUser }
  return { version: stored.version, record: readJson(stored.value, format, schema, "a user") }
}

/**
 * Reads a user of an account as it is now. Where the account was erased, users begin with a later epoch than anybody had
 * before: then no ticket and no assurance of before is ever alive again, and neither is a record. One of those is left
 * where its first save was decided before the erasing and made after it; the next save writes over it.
 */
export function userOf({ firstEpoch }: Account, stored: StoredUser | undefined): ReturnType<typeof readUserState> {
  const { version, record } = readUserState(stored)
  return { version, record: record.epoch < firstEpoch ? { ...unknownUser, epoch: firstEpoch } : record }
}

/** Writes a user's record, with the columns that stores look up. */
export function writeUserState(record: UserRecord, now: Instant): UserState {
  const { factor, enrollment } = record
  const sealed = [factor?.sealedSecret, factor?.sealedAddress, enrollment?.sealedSecret].filter((text) => text != null)
  return {
    format,
    json: JSON.stringify(record),
    columns: {
      status: enrollmentStatus(record, now),
      epoch: record.epoch,
      sealedKeyIds: [...new Set(sealed.map((text) => sealedKeyId(fromBase64url(text))))],
    },
  }
}
