import * as z from "zod"
import { instant } from "../../bodies/fields.js"
import { ticket } from "./ticket.js"

/** How an authenticator makes codes. */
export const totp = z.object({
  digits: z.union([z.literal(6), z.literal(7), z.literal(8), z.literal(9)]),
  periodSeconds: z.union([z.literal(30), z.literal(60)]),
  algorithm: z.enum(["SHA-1", "SHA-256", "SHA-512"]),
})

/** Nothing has been sent yet. */
export const notStarted = z.object({ kind: z.literal("not-started"), maskedEmail: z.string().nullable() })

/** A code is in the mail. */
export const emailCodeSent = z.object({
  kind: z.literal("email-code-sent"),
  maskedEmail: z.string(),
  digits: z.number().int(),
  expiresAt: instant,
  resendAvailableAt: instant,
  sendsLeft: z.number().int(),
  attemptsLeft: z.number().int(),
  delivery: z.enum(["sent", "queued", "failed"]).exactOptional(),
})

/** The address is verified. The ticket takes the place of the one before. */
export const emailVerified = z.object({ kind: z.literal("email-verified"), ticket, expiresAt: instant })

/** The key that goes into the authenticator app. */
export const keyIssued = z.object({
  kind: z.literal("key-issued"),
  present: z.enum(["scan-or-type", "type"]),
  setupKey: z.object({ bare: z.string(), groups: z.array(z.string()) }),
  otpauthUri: z.string(),
  issuer: z.string(),
  label: z.string(),
  totp,
  appWarnings: z.array(z.string()),
  expiresAt: instant,
})

/** Where an enrollment stands. */
export const enrollmentStep = z.discriminatedUnion("kind", [notStarted, emailCodeSent, emailVerified, keyIssued])

/** Ended. */
export const cancelled = z.object({ kind: z.literal("cancelled") })
