import * as z from "zod"
import { instant } from "../../bodies/fields.js"
import { client } from "../../bodies/sign-in.js"
import { instantOrNull, standing } from "./builds.js"
import { userState } from "./factors.js"

/** Somebody of the account. */
export const userStatus = z.object({
  userId: z.string(),
  inDirectory: z.boolean().nullable(),
  email: z.string().nullable(),
  isAdmin: z.boolean(),
  state: userState,
  enrolledAt: instantOrNull,
  recoveryCodesLeft: z.number().int(),
  lockedUntil: z.union([instant, z.literal("until-unlocked")]).nullable(),
  exemptUntil: instantOrNull,
  deviceGroupId: z.string().nullable(),
  client: client.nullable(),
  buildStanding: standing,
  lastSignInAt: instantOrNull,
})

/** The same, by the name that it has over HTTP. */
export const namedUserStatus = userStatus.extend({ kind: z.literal("user-status") })

/** A page of users. */
export const users = z.object({
  kind: z.literal("users"),
  items: z.array(userStatus),
  next: z.string().nullable(),
})

/** The factor was taken away. */
export const reset = z.object({ kind: z.literal("reset"), epoch: z.number().int() })

/** Nothing waits any more. */
export const unlocked = z.object({ kind: z.literal("unlocked"), changed: z.boolean() })

/** Excused, or not any more. */
export const exempted = z.object({ kind: z.literal("exempted"), until: instantOrNull })

/** A page of mail that is not tried any more. */
export const undeliveredMail = z.object({
  kind: z.literal("undelivered-mail"),
  items: z.array(
    z.object({
      mailId: z.string(),
      userId: z.string(),
      tries: z.number().int(),
      dueAt: instant,
      expiresAt: instantOrNull,
    }),
  ),
  next: z.string().nullable(),
})

/** Tried again by the next run of the jobs. */
export const queuedAgain = z.object({ kind: z.literal("queued-again") })

/** Deleted unsent. */
export const givenUp = z.object({ kind: z.literal("given-up") })
